import { changed, HOUR, nothing, refused, type Decision, type Instant } from '@cartrail/kernel';
import type { AttemptReport } from './attempt.js';
import type { Channel } from './delivery.js';
import {
  afterAttempt,
  dayToTell,
  DISABLED_AFTER_DAYS,
  healthy,
  isSick,
  type Health,
} from './endpoint-health.js';

/** A subscriber's URL or a group's robot. Its secret, and a robot's URL, are ciphertexts here. */
export interface Endpoint {
  readonly channel: Channel;
  /** A robot's vendor; `standard` for a webhook. */
  readonly kind: 'standard' | 'wecom';
  readonly name?: string;
  /** As people may see it. */
  readonly url: string;
  readonly sealedUrl?: string;
  readonly sealedSecret?: string;
  readonly previous?: { readonly sealedSecret: string; readonly until: Instant };
  /** Full event types; all of them when left out. */
  readonly eventTypes?: readonly string[];
  readonly state: 'active' | 'disabled' | 'deleted';
  readonly disabledWhy?: string;
  readonly createdAt: Instant;
  readonly health: Health;
}

export type EndpointFact =
  | { readonly kind: 'EndpointFailing'; readonly since: Instant; readonly days: number; readonly at: Instant }
  | { readonly kind: 'EndpointDisabled'; readonly since: Instant; readonly at: Instant; readonly why: string }
  | { readonly kind: 'ReplayRequested'; readonly from: Instant; readonly to: Instant; readonly at: Instant }
  | { readonly kind: 'TestRequested'; readonly eventId: string; readonly body: string; readonly at: Instant };

export type EndpointDecision = Decision<Endpoint, EndpointFact>;

const ROTATION_MS = 24 * HOUR;

const exists = (endpoint: Endpoint | undefined, channel: Channel): endpoint is Endpoint =>
  endpoint !== undefined && endpoint.channel === channel && endpoint.state !== 'deleted';

const unknown = (channel: Channel) =>
  refused(channel === 'webhook' ? 'webhook-endpoint/not-found' : 'robot/not-found');

export const open = (
  given: Omit<Endpoint, 'state' | 'health' | 'createdAt'>,
  now: Instant,
): EndpointDecision => changed({ ...given, state: 'active', health: healthy, createdAt: now });

export interface EndpointEdit {
  readonly url?: string;
  readonly eventTypes?: readonly string[];
  readonly name?: string;
  readonly state?: 'active' | 'disabled';
}

/** Enabling it again forgets its failures. */
export function edit(endpoint: Endpoint | undefined, given: EndpointEdit): EndpointDecision {
  if (!exists(endpoint, 'webhook')) return unknown('webhook');
  const wanted = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const edited: Endpoint = { ...endpoint, ...wanted };
  if (given.state === 'active') return changed({ ...edited, disabledWhy: undefined, health: healthy });
  return changed(given.state === 'disabled' ? { ...edited, disabledWhy: 'owner' } : edited);
}

/** Its secrets go at once; what was recorded of it stays until retention ends it. */
export function remove(endpoint: Endpoint | undefined, channel: Channel): EndpointDecision {
  if (!exists(endpoint, channel)) return unknown(channel);
  return changed({
    ...endpoint,
    state: 'deleted',
    sealedSecret: undefined,
    sealedUrl: undefined,
    previous: undefined,
  });
}

/** Both secrets sign for a day, so that a receiver may change over when it likes. */
export function rotateSecret(
  endpoint: Endpoint | undefined,
  sealedSecret: string,
  now: Instant,
): EndpointDecision {
  if (!exists(endpoint, 'webhook') || endpoint.sealedSecret === undefined) return unknown('webhook');
  const previous = { sealedSecret: endpoint.sealedSecret, until: now + ROTATION_MS };
  return changed({ ...endpoint, sealedSecret, previous });
}

/** Which ciphertexts sign now, the newest first. */
export const signingSecrets = (
  { sealedSecret, previous }: Pick<Endpoint, 'sealedSecret' | 'previous'>,
  now: Instant,
): readonly string[] => [
  ...(sealedSecret === undefined ? [] : [sealedSecret]),
  ...(previous !== undefined && now < previous.until ? [previous.sealedSecret] : []),
];

export function requestReplay(
  endpoint: Endpoint | undefined,
  range: { readonly from: Instant; readonly to: Instant },
  now: Instant,
): EndpointDecision {
  if (!exists(endpoint, 'webhook')) return unknown('webhook');
  if (endpoint.state === 'disabled') return refused('webhook-endpoint/disabled');
  return changed<Endpoint, EndpointFact>(endpoint, { kind: 'ReplayRequested', ...range, at: now });
}

export function requestTest(
  endpoint: Endpoint | undefined,
  message: { readonly eventId: string; readonly body: string },
  now: Instant,
): EndpointDecision {
  if (!exists(endpoint, 'webhook')) return unknown('webhook');
  if (endpoint.state === 'disabled') return refused('webhook-endpoint/disabled');
  return changed<Endpoint, EndpointFact>(endpoint, { kind: 'TestRequested', ...message, at: now });
}

/** What an attempt says about its endpoint. 410 ends it at once. */
export function noteAttempt(endpoint: Endpoint | undefined, report: AttemptReport): EndpointDecision {
  if (endpoint?.state !== 'active') return nothing('not active');
  const { health } = endpoint;
  if (report.result === 'succeeded' && !isSick(health)) return nothing('still healthy');
  const after = { ...endpoint, health: afterAttempt(health, report) };
  return report.result === 'gone' ? disable(after, report.at, 'gone') : changed(after);
}

/** Looked at from time to time, also when nothing is being sent: tells the owner, and ends it after five days. */
export function watch(endpoint: Endpoint | undefined, now: Instant): EndpointDecision {
  if (endpoint?.state !== 'active') return nothing('not active');
  const days = dayToTell(endpoint.health, now);
  const since = endpoint.health.failingSince;
  if (days === undefined || since === undefined) return nothing('nothing to tell');
  const told = { ...endpoint, health: { ...endpoint.health, toldDays: days } };
  const failing: EndpointFact = { kind: 'EndpointFailing', since, days, at: now };
  return days < DISABLED_AFTER_DAYS ? changed(told, failing) : disable(told, now, 'failing', failing);
}

const disable = (endpoint: Endpoint, at: Instant, why: string, ...before: EndpointFact[]): EndpointDecision =>
  changed<Endpoint, EndpointFact>({ ...endpoint, state: 'disabled', disabledWhy: why }, ...before, {
    kind: 'EndpointDisabled',
    since: endpoint.health.failingSince ?? at,
    at,
    why,
  });
