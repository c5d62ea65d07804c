import { DAY, HOUR, MINUTE, SECOND } from '@cartrail/kernel';
import type { ApplicationField, PlatformFeature, PlatformManifest } from '../application/ports.js';
import { connectors } from '../outbound/platforms/registry.js';
import { openAs } from './platforms.js';

/** What a platform can do that has a feature. */
export const featureMeanings: Readonly<Record<PlatformFeature, string>> = {
  'authorise-self': 'gives a token to an application that is the merchant’s own',
  'authorise-code': 'gives a token for the code that a merchant’s consent brings',
  refresh: 'renews a token',
  order: 'answers one order',
  'orders-changed': 'lists orders by the time they changed',
  'orders-created':
    'lists orders by the time they were made: the past of a new shop, and what is counted against',
  case: 'answers one after-sale case',
  'cases-changed': 'lists cases by the time they changed',
  'cases-created': 'lists cases by the time they were made',
  push: 'pushes over HTTPS',
  'signed-push': 'signs what it pushes; else a push is let in by what opens it, or by its URL',
  channel: 'pushes through a connection that we open',
  decrypt: 'opens the receiver of an order, one at a time and on record',
  ship: 'is told that goods left, and under which number',
  'agree-return': 'is told that goods may come back',
  'agree-refund': 'is told to pay where no goods come back',
  'refund-received': 'is told to pay because the goods are back',
  reject: 'is told no',
  'fill-return-waybill': 'is told the number of the parcel on its way back, in the buyer’s place',
  'report-received': 'is told that goods are back, without paying',
};

const units = [
  [DAY, 'd'],
  [HOUR, 'h'],
  [MINUTE, 'min'],
  [SECOND, 's'],
] as const;

/** `30 min`, `6 d 23 h 59 min 59 s`. */
export function spanOf(ms: number): string {
  const parts: string[] = [];
  let left = Math.round(ms / SECOND) * SECOND;
  for (const [unit, name] of units) {
    const count = Math.floor(left / unit);
    left -= count * unit;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(' ') || '0 s';
}

/** How far back a list goes; ten years stand for a platform that names no bound. */
export const reachOf = (ms: number): string => (ms >= 3_650 * DAY ? 'any age' : spanOf(ms));

export interface ListLimit {
  readonly list: string;
  readonly maxSpanMs: number;
  readonly maxAgeMs: number;
}

/** The longest window of each list, and how far back it goes. */
export function listLimits({ id }: PlatformManifest): readonly ListLimit[] {
  const connector = connectors.find(({ manifest }) => manifest.id === id);
  if (!connector) return [];
  const { orders, cases } = openAs(connector);
  const lists = {
    'orders-changed': orders.changed,
    'orders-created': orders.created,
    'cases-changed': cases.changed,
    'cases-created': cases.created,
  };
  return Object.entries(lists).flatMap(([list, listing]) =>
    listing ? [{ list, maxSpanMs: listing.maxSpanMs, maxAgeMs: listing.maxAgeMs }] : [],
  );
}

export const renewalOf = ({ renewal }: PlatformManifest): string =>
  'atPart' in renewal
    ? `after ${renewal.atPart * 100} % of its life`
    : `in its last ${spanOf(renewal.lastMs)}`;

/** How many calls are documented for one application; nothing where none is. */
export function callLimits({ limits = {} }: PlatformManifest): readonly string[] {
  const { callsPerSecond, callsPerDay } = limits;
  return [
    ...(callsPerSecond === undefined ? [] : [`${callsPerSecond} calls a second`]),
    ...(callsPerDay === undefined ? [] : [`${callsPerDay} calls a day`]),
  ];
}

/** Whether somebody has to fill it in. */
export const needOf = ({ optional, setBy }: ApplicationField): string =>
  setBy === undefined ? (optional ? 'may be empty' : 'needed') : `set by ${setBy}`;
