import type { Instant } from '@cartrail/kernel';
import type { CarrierReport, CarrierScan, UnreadableScan } from './report.js';

/** A scan before it has its place among scans of the same instant. */
export type UnorderedScan = Omit<CarrierScan, 'order'>;

/** The scans in the order things happened, each once, whichever way round and however often they were sent. */
export function scansInOrder(
  nodes: readonly (UnorderedScan | UnreadableScan)[],
): Pick<CarrierReport, 'scans' | 'unreadable'> {
  const seen = new Map<string, UnorderedScan>();
  const unreadable: UnreadableScan[] = [];
  for (const node of nodes) {
    if ('occurredAt' in node) {
      const identity = `${node.occurredAt}\n${node.code}\n${node.text}`;
      if (!seen.has(identity)) seen.set(identity, node);
    } else {
      unreadable.push(node);
    }
  }
  return { scans: ordered([...seen.values()]), unreadable };
}

function ordered(scans: UnorderedScan[]): CarrierScan[] {
  const first = scans[0];
  const last = scans.at(-1);
  if (first && last && first.occurredAt > last.occurredAt) scans.reverse();
  scans.sort((one, other) => one.occurredAt - other.occurredAt);
  let previous: Instant | undefined;
  let order = 0;
  return scans.map((scan) => {
    order = scan.occurredAt === previous ? order + 1 : 0;
    previous = scan.occurredAt;
    return { ...scan, order };
  });
}
