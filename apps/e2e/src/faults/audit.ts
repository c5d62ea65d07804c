/** One input as the ledger has it: what must come of it, for one key (a waybill number). */
export interface Offered {
  readonly key: string;
  readonly facts: readonly string[];
}

/** A fact a database holds. */
export interface Kept {
  readonly key: string;
  readonly fact: string;
}

/** A message on a topic, in the order of its partition. */
export interface Message {
  readonly id: string;
  /** The aggregate whose sequence it belongs to. */
  readonly source: string;
  readonly sequence: number;
  readonly key: string;
  /** Absent where the message follows from others (a status reached). */
  readonly fact?: string;
}

export interface Evidence {
  /** In the order of offering. */
  readonly offered: readonly Offered[];
  /** By the database that keeps them. */
  readonly kept: Readonly<Record<string, readonly Kept[]>>;
  readonly messages: readonly Message[];
}

export interface Findings {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly reordered: readonly string[];
  readonly phantom: readonly string[];
  /** The same event written again by a relay that could not know it was there: allowed, and counted. */
  readonly wireDuplicates: number;
}

export interface Tally {
  readonly lost: string[];
  readonly doubled: string[];
  readonly reordered: string[];
  readonly phantom: string[];
}

const nameOf = (key: string, fact: string): string => `${key} ${fact}`;

/** Compares what was offered with what databases and topics hold. */
export function audit({ offered, kept, messages }: Evidence): Findings {
  const tally: Tally = { lost: [], doubled: [], reordered: [], phantom: [] };
  const expected = ranksOf(offered);
  for (const [place, rows] of Object.entries(kept)) {
    count(
      place,
      rows.map(({ key, fact }) => nameOf(key, fact)),
      expected,
      tally,
    );
  }
  const first = firstOfEach(messages);
  const stated = first.flatMap(({ key, fact }) => (fact === undefined ? [] : [nameOf(key, fact)]));
  count('topic', stated, expected, tally);
  followSequences(first, tally);
  followOffers(first, expected, tally);
  return { ...tally, wireDuplicates: messages.length - first.length };
}

/** Facts by name with the place of the input that first brought them. */
function ranksOf(offered: readonly Offered[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const [rank, { key, facts }] of offered.entries()) {
    for (const fact of facts) {
      const name = nameOf(key, fact);
      if (!ranks.has(name)) ranks.set(name, rank);
    }
  }
  return ranks;
}

function firstOfEach(messages: readonly Message[]): readonly Message[] {
  const seen = new Set<string>();
  return messages.filter(({ id }) => {
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

function count(
  place: string,
  found: readonly string[],
  expected: ReadonlyMap<string, number>,
  tally: Tally,
): void {
  const times = new Map<string, number>();
  for (const name of found) times.set(name, (times.get(name) ?? 0) + 1);
  for (const name of expected.keys()) if (!times.has(name)) tally.lost.push(`${place}: ${name}`);
  for (const [name, number] of times) {
    if (!expected.has(name)) tally.phantom.push(`${place}: ${name}`);
    else if (number > 1) tally.doubled.push(`${place}: ${name} ×${number}`);
  }
}

/** An aggregate's events arrive as 1, 2, 3 …: a step back is disorder, a hole is a loss, a repeat a second fact. */
export function followSequences(messages: readonly Message[], tally: Tally): void {
  const seen = new Map<string, { highest: number; numbers: Set<number> }>();
  for (const { source, sequence } of messages) {
    const aggregate = seen.get(source) ?? { highest: 0, numbers: new Set<number>() };
    seen.set(source, aggregate);
    if (aggregate.numbers.has(sequence)) tally.doubled.push(`topic: ${source} #${sequence}`);
    else if (sequence < aggregate.highest) tally.reordered.push(`topic: ${source} #${sequence}`);
    aggregate.numbers.add(sequence);
    aggregate.highest = Math.max(aggregate.highest, sequence);
  }
  for (const [source, { highest, numbers }] of seen) {
    for (let sequence = 1; sequence < highest; sequence += 1)
      if (!numbers.has(sequence)) tally.lost.push(`topic: ${source} #${sequence}`);
  }
}

/** Within a key, what was offered earlier is told earlier. */
function followOffers(
  messages: readonly Message[],
  expected: ReadonlyMap<string, number>,
  tally: Tally,
): void {
  const latest = new Map<string, number>();
  for (const { key, fact } of messages) {
    const rank = fact === undefined ? undefined : expected.get(nameOf(key, fact));
    if (fact === undefined || rank === undefined) continue;
    if (rank < (latest.get(key) ?? -1)) tally.reordered.push(`topic: ${nameOf(key, fact)}`);
    latest.set(key, Math.max(rank, latest.get(key) ?? -1));
  }
}

/** What two audits of one run found. */
export const together = (one: Findings, other: Findings): Findings => ({
  lost: [...one.lost, ...other.lost],
  doubled: [...one.doubled, ...other.doubled],
  reordered: [...one.reordered, ...other.reordered],
  phantom: [...one.phantom, ...other.phantom],
  wireDuplicates: one.wireDuplicates + other.wireDuplicates,
});

export const isClean = ({ lost, doubled, reordered, phantom }: Findings): boolean =>
  lost.length + doubled.length + reordered.length + phantom.length === 0;
