import { followSequences, type Findings, type Message, type Tally } from '../audit.js';

/** Money that was moved, or is said to have been, for one order. */
export interface Moved {
  readonly key: string;
  readonly fen: number;
}

export interface MoneyEvidence {
  /** Every return that was offered, with what its buyer is owed. */
  readonly owed: readonly Moved[];
  /** Refunds by who speaks of them: the platform's own ledger, each topic, each database. */
  readonly refunds: Readonly<Record<string, readonly Moved[]>>;
  /** Couriers by who speaks of them: one entry each. */
  readonly bookings: Readonly<Record<string, readonly string[]>>;
  /** Reports of goods received, at the platform: the same words again say nothing new. */
  readonly reports: readonly { readonly key: string; readonly says: string }[];
  /** Keys a provider was given for one thing, as `order reference`, as often as it was called. */
  readonly asked: readonly { readonly key: string; readonly reference: string }[];
  readonly messages: readonly Message[];
}

/**
 * Every return that was offered has been paid once, in full, wherever one looks; nobody else has been paid; one
 * courier was ordered for each, under one key; of its goods at most one thing was reported.
 */
export function auditMoney(evidence: MoneyEvidence): Findings {
  const tally: Tally = { lost: [], doubled: [], reordered: [], phantom: [] };
  const owed = new Map(evidence.owed.map(({ key, fen }) => [key, fen]));
  for (const [place, moved] of Object.entries(evidence.refunds)) countRefunds(place, moved, owed, tally);
  for (const [place, keys] of Object.entries(evidence.bookings)) countBookings(place, keys, owed, tally);
  countReports(evidence.reports, owed, tally);
  countKeys(evidence.asked, tally);
  const seen = new Set<string>();
  const first = evidence.messages.filter(({ id }) => !seen.has(id) && seen.add(id));
  followSequences(first, tally);
  return { ...tally, wireDuplicates: evidence.messages.length - first.length };
}

function countRefunds(
  place: string,
  moved: readonly Moved[],
  owed: ReadonlyMap<string, number>,
  tally: Tally,
): void {
  const paid = gathered(moved.map(({ key, fen }) => [key, fen]));
  for (const [key, fen] of owed)
    if (!paid.has(key)) tally.lost.push(`${place}: ${fen} fen of ${key} were not refunded`);
  for (const [key, amounts] of paid) {
    const due = owed.get(key);
    if (amounts.length > 1) tally.doubled.push(`${place}: ${key} was refunded ${amounts.join(' + ')} fen`);
    if (due === undefined)
      tally.phantom.push(`${place}: ${amounts.join(' + ')} fen for ${key}, owed nothing`);
    else if (amounts.some((fen) => fen !== due))
      tally.phantom.push(`${place}: ${amounts.join(' + ')} fen for ${key}, owed ${due}`);
  }
}

function countBookings(
  place: string,
  keys: readonly string[],
  owed: ReadonlyMap<string, number>,
  tally: Tally,
): void {
  const times = gathered(keys.map((key) => [key, key]));
  for (const key of owed.keys()) if (!times.has(key)) tally.lost.push(`${place}: no courier for ${key}`);
  for (const [key, { length }] of times) {
    if (length > 1) tally.doubled.push(`${place}: ${length} couriers for ${key}`);
    if (!owed.has(key)) tally.phantom.push(`${place}: a courier for ${key}, who sends nothing back`);
  }
}

function countReports(
  reports: MoneyEvidence['reports'],
  owed: ReadonlyMap<string, number>,
  tally: Tally,
): void {
  for (const [key, said] of gathered(reports.map(({ key, says }) => [key, says]))) {
    const different = new Set(said).size;
    if (different > 1)
      tally.doubled.push(`platform: ${different} different reports about the goods of ${key}`);
    if (!owed.has(key)) tally.phantom.push(`platform: goods of ${key} reported`);
  }
}

function countKeys(asked: MoneyEvidence['asked'], tally: Tally): void {
  for (const [key, references] of gathered(asked.map(({ key, reference }) => [key, reference]))) {
    const different = new Set(references).size;
    if (different > 1) tally.doubled.push(`provider: a courier for ${key} under ${different} keys`);
  }
}

function gathered<T>(pairs: readonly (readonly [string, T])[]): ReadonlyMap<string, readonly T[]> {
  const byKey = new Map<string, T[]>();
  for (const [key, value] of pairs) byKey.set(key, [...(byKey.get(key) ?? []), value]);
  return byKey;
}

export const fenOf = (moved: readonly Moved[]): number => moved.reduce((sum, { fen }) => sum + fen, 0);
