import type { CarrierScan } from '../report.js';

/** Codes that undo the event before them that has one of these codes (carriers §11). */
const voids: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['207', ['203']],
  ['212', ['208']],
  ['304', ['303', '336', '345']],
  ['424', ['423']],
  ['448', ['447']],
  ['472', ['404']],
  ['474', ['405']],
  ['483', ['482']],
  ['742', ['702']],
  ['743', ['704']],
  ['744', ['705']],
  ...['EDA', 'EDC', 'EME', 'EXA', 'EXB', 'EXC', 'EXD'].map((code) => [`${code}D`, [code]] as const),
]);

/**
 * A whole history in which what was undone, and what undid it, is marked as taken back. Takes the scans in the order of
 * time. A void whose event is not there stays as it came, and claims no status.
 */
export function withVoided(scans: readonly CarrierScan[]): readonly CarrierScan[] {
  const gone = new Set<CarrierScan>();
  for (const scan of scans) {
    const codes = voids.get(scan.code);
    if (codes === undefined) continue;
    // Of the same second it may be listed on either side of its void.
    const event = scans.findLast(
      (each) => codes.includes(each.code) && !gone.has(each) && each.occurredAt <= scan.occurredAt,
    );
    if (event) gone.add(event).add(scan);
  }
  return scans.map((scan) => (gone.has(scan) ? { ...scan, withdrawn: true } : scan));
}
