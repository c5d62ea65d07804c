import type { CarrierReport, CarrierScan, UnreadableScan } from './report.js';

/** A scan before it has its place among scans of the same instant. */
export type UnorderedScan = Omit<CarrierScan, 'order'>;

type Node = UnorderedScan | UnreadableScan;
type Journey = Pick<CarrierReport, 'scans' | 'unreadable'>;

/**
 * The scans by time, each once, whichever way round and however often they were sent. An increment, or a list in no
 * order, does not tell which of one instant came first: all of them have order 0.
 */
export function scansInOrder(nodes: readonly Node[]): Journey {
  return {
    scans: byTime(once(datedOf(nodes))).map((scan) => ({ ...scan, order: 0 })),
    unreadable: unreadableOf(nodes),
  };
}

/**
 * The same of a whole history that its provider lists by time, either way round: scans of one instant are counted as
 * listed. A count only grows with the history, so that the largest ever told is the newest history's. A list that does
 * not tell which way round it is, or is not by time after all, tells no order either.
 */
export function scansAsListed(nodes: readonly Node[]): Journey {
  const dated = datedOf(nodes);
  const forward = isByTime(dated);
  const backward = isByTime([...dated].reverse());
  if (forward === backward) return scansInOrder(nodes);
  return { scans: counted(once(forward ? dated : [...dated].reverse())), unreadable: unreadableOf(nodes) };
}

const isDated = (node: Node): node is UnorderedScan => 'occurredAt' in node;

const datedOf = (nodes: readonly Node[]): readonly UnorderedScan[] => nodes.filter(isDated);

const unreadableOf = (nodes: readonly Node[]): readonly UnreadableScan[] =>
  nodes.filter((node) => !isDated(node));

const isByTime = (scans: readonly UnorderedScan[]): boolean =>
  scans.every(({ occurredAt }, at) => occurredAt >= (scans[at - 1]?.occurredAt ?? -Infinity));

function once(scans: readonly UnorderedScan[]): readonly UnorderedScan[] {
  const seen = new Map<string, UnorderedScan>();
  for (const scan of scans) {
    const identity = `${scan.occurredAt}\n${scan.code}\n${scan.text}`;
    if (!seen.has(identity)) seen.set(identity, scan);
  }
  return [...seen.values()];
}

const byTime = (scans: readonly UnorderedScan[]): readonly UnorderedScan[] =>
  [...scans].sort(
    (one, other) =>
      one.occurredAt - other.occurredAt || byText(one.code, other.code) || byText(one.text, other.text),
  );

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function counted(scans: readonly UnorderedScan[]): readonly CarrierScan[] {
  let order = 0;
  return scans.map((scan, at) => {
    order = scan.occurredAt === scans[at - 1]?.occurredAt ? order + 1 : 0;
    return { ...scan, order };
  });
}
