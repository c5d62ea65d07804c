import { HOUR, type Instant } from '@cartrail/kernel';
import { startOfDay } from './days.js';
import {
  ownTimers,
  platformProfiles,
  SANDBOX,
  type Duration,
  type OnExpiry,
  type TimerNode,
  type TimerProfile,
} from './timer-profiles.js';
import { daysAfter, hoursAfter } from './window.js';

export type { OnExpiry, TimerNode } from './timer-profiles.js';

export type TimerSource = 'platform' | 'profile' | 'estimate';

export interface Deadline {
  readonly deadline: Instant;
  /** `estimate`: the platform publishes no figure, and the sandbox's stands in for it. */
  readonly source: TimerSource;
  readonly onExpiry: OnExpiry;
  /** Which profile says what happens then, and when, unless the platform said when. */
  readonly profile: string;
}

export interface TimerQuestion {
  readonly node: TimerNode;
  /** When the node was entered. */
  readonly at: Instant;
  /** douyin, wechat, sandbox, …; a platform without a published figure is answered by the sandbox's, as estimate. */
  readonly platform: string;
  /** The platform's own word: used as it is. */
  readonly platformDeadline?: Instant;
}

export function deadlineFor({ node, at, platform, platformDeadline }: TimerQuestion): Deadline {
  const { profile, duration, source } = lookUp(node, at, platform);
  const { onExpiry } = duration;
  const answer = { onExpiry, profile: profile.name };
  if (platformDeadline !== undefined) return { deadline: platformDeadline, source: 'platform', ...answer };
  return { deadline: after(at, duration), source, ...answer };
}

interface Found {
  readonly profile: TimerProfile;
  readonly duration: Duration;
  readonly source: 'profile' | 'estimate';
}

/** The law's and the product's own timers first, then the platform's, then the sandbox's in its stead. */
function lookUp(node: TimerNode, at: Instant, platform: string): Found {
  const own = ownTimers.nodes[node];
  if (own !== undefined) return { profile: ownTimers, duration: own, source: 'profile' };
  return (
    inProfiles(node, at, platform, 'profile') ??
    inProfiles(node, at, SANDBOX, 'estimate') ??
    unreachable(node)
  );
}

function inProfiles(
  node: TimerNode,
  at: Instant,
  platform: string,
  source: Found['source'],
): Found | undefined {
  for (const profile of platformProfiles) {
    const duration = profile.nodes[node];
    const inForce = profile.between === undefined || (at >= profile.between[0] && at < profile.between[1]);
    if (duration !== undefined && inForce && profile.platforms.includes(platform))
      return { profile, duration, source };
  }
  return undefined;
}

function unreachable(node: TimerNode): never {
  throw new Error(`no profile knows ${node}`);
}

function after(at: Instant, duration: Duration): Instant {
  const end =
    'hours' in duration
      ? hoursAfter(at, duration.hours)
      : 'days' in duration
        ? daysAfter(at, duration.days)
        : startOfDay(at) + 24 * HOUR + duration.hoursAfterDay * HOUR;
  return Math.max(end, duration.notBefore ?? end);
}
