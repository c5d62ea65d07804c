import { changed, HOUR, MINUTE, type Decision, type Instant } from '@cartrail/kernel';
import type { FirstSight } from './arrival.js';

export const syncStreams = ['orders', 'after-sales'] as const;
export type SyncStream = (typeof syncStreams)[number];

/** What the platform's list of one hour holds, against what we hold. */
export interface HourCount {
  readonly counted: number;
  readonly byPush: number;
  /** Only by asking: a poll, a reconciliation, a backfill. */
  readonly byPull: number;
  /** First seen before this was kept. */
  readonly unknown: number;
  readonly missing: number;
  /** How long after the platform made it something was first seen, in ms; of pushes and polls. */
  readonly lateP50Ms?: number;
  readonly lateP99Ms?: number;
  readonly lateMaxMs?: number;
}

/** One hour of one shop, as it was counted last. */
export interface SyncHour extends HourCount {
  readonly shopId: string;
  readonly stream: SyncStream;
  /** Its beginning. */
  readonly hour: Instant;
  readonly checkedAt: Instant;
  /** Since when something of it is missing. */
  readonly gapSince?: Instant;
  /** People were told of the gap, and have not been told that it closed. */
  readonly told: boolean;
}

export type SyncHourFact =
  | { readonly type: 'ShopGapOpened'; readonly missing: number; readonly since: Instant }
  | { readonly type: 'ShopGapClosed'; readonly closedAt: Instant };

interface Counted {
  readonly shopId: string;
  readonly stream: SyncStream;
  readonly hour: Instant;
  readonly count: HourCount;
}

/** A gap that outlives `patienceMs` is told of once, and once more when it has closed. */
export function countHour(
  held: SyncHour | undefined,
  { count, ...which }: Counted,
  now: Instant,
  patienceMs: number,
): Decision<SyncHour, SyncHourFact> {
  const open = count.missing > 0;
  const gapSince = open ? (held?.gapSince ?? now) : undefined;
  const due = gapSince !== undefined && now - gapSince >= patienceMs;
  const told = open && ((held?.told ?? false) || due);
  const next: SyncHour = { ...which, ...count, checkedAt: now, gapSince, told };
  const was = held?.told ?? false;
  const facts: SyncHourFact[] = [];
  if (told && !was && gapSince !== undefined) {
    facts.push({ type: 'ShopGapOpened', missing: count.missing, since: gapSince });
  }
  if (was && !told) facts.push({ type: 'ShopGapClosed', closedAt: now });
  return changed<SyncHour, SyncHourFact>(next, ...facts);
}

/** Ages at which a whole hour is looked at once more: what a platform lists late is found then. */
const LOOKS = [0, HOUR, 6 * HOUR, 24 * HOUR] as const;

/** How far behind the end of an hour the first look stays. */
export const SETTLES_MS = 10 * MINUTE;
const REACH_MS = 25 * HOUR;
/** How far back hours are counted that nobody counted in time. */
export const CATCH_UP_MS = 8 * 24 * HOUR;

export const hourOf = (at: Instant): Instant => Math.floor(at / HOUR) * HOUR;

/**
 * The hours to be counted now, oldest first: those over for a while of the last day, at four ages, and at every turn
 * as long as something of them is missing; further back where counting stood still since the newest that is known.
 * None from before `since`.
 */
export function hoursDue(
  known: ReadonlyMap<Instant, Pick<SyncHour, 'checkedAt' | 'missing'>>,
  since: Instant,
  now: Instant,
): readonly Instant[] {
  const reach = hourOf(now - SETTLES_MS - REACH_MS);
  const newest = [...known.keys()].reduce((latest, hour) => Math.max(latest, hour), -Infinity);
  const stood = newest === -Infinity ? reach : Math.min(reach, newest);
  const first = Math.max(hourOf(since), stood, hourOf(now - CATCH_UP_MS));
  const due: Instant[] = [];
  for (let hour = first; hour + HOUR + SETTLES_MS <= now; hour += HOUR) {
    const held = known.get(hour);
    const settled = hour + HOUR + SETTLES_MS;
    const look = LOOKS.some((age) => settled + age <= now && (held?.checkedAt ?? -1) < settled + age);
    if (look || (held?.missing ?? 0) > 0) due.push(hour);
  }
  return due;
}

/** What is held of one thing the platform lists. */
export interface HeldSight {
  readonly createdAt: Instant;
  readonly first?: FirstSight;
}

/** The counts of one hour; what was made outside it is another hour's, though a list rounds outward. */
export function countSights(
  listed: readonly { readonly id: string; readonly held?: HeldSight }[],
  hour: Instant,
): HourCount {
  const own = listed.filter(({ held }) => !held || hourOf(held.createdAt) === hour);
  const held = own.flatMap(({ held: sight }) => (sight ? [sight] : []));
  const late = held
    .flatMap(({ createdAt, first }) =>
      first && first.via !== 'backfill' ? [Math.max(0, first.at - createdAt)] : [],
    )
    .sort((a, b) => a - b);
  return {
    counted: own.length,
    byPush: held.filter(({ first }) => first?.via === 'push').length,
    byPull: held.filter(({ first }) => first !== undefined && first.via !== 'push').length,
    unknown: held.filter(({ first }) => first === undefined).length,
    missing: own.length - held.length,
    ...(late.length > 0 && {
      lateP50Ms: percentile(late, 0.5),
      lateP99Ms: percentile(late, 0.99),
      lateMaxMs: late.at(-1),
    }),
  };
}

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
