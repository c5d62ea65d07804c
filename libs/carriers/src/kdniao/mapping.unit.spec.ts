import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CarrierScan } from '../report.js';
import { toReport, toScans } from './mapping.js';

const trace = fc.record({
  AcceptTime: fc.constantFrom(
    '2025-01-01 20:00:00',
    '2025-01-01 20:00:01',
    '2025-01-02 05:41:00',
    'soon',
    '',
  ),
  AcceptStation: fc.constantFrom('已揽收', '派件中', '到达'),
  Action: fc.oneof(fc.constantFrom('1', '202', '299', ''), fc.constantFrom(1, 202)),
});

const identities = (scans: readonly CarrierScan[]): string[] =>
  scans.map((scan) => `${scan.occurredAt}|${scan.code}|${scan.text}`).sort();

describe('reading KDNiao traces', () => {
  it('finds the same set of scans in any order and repetition', () => {
    const shuffled = fc
      .array(trace, { maxLength: 12 })
      .chain((traces) =>
        fc.tuple(
          fc.constant(traces),
          fc.shuffledSubarray([...traces, ...traces], { minLength: traces.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([once, again]) => {
        expect(identities(toScans(again).scans)).toEqual(identities(toScans(once).scans));
      }),
    );
  });

  it('answers in the order of time, ties counted from 0 where the list is by time', () => {
    fc.assert(
      fc.property(fc.array(trace), (traces) => {
        const { scans } = toScans(traces);
        const counts = scans.some(({ order }) => order > 0);
        scans.forEach((scan, at) => {
          const before = scans[at - 1];
          expect(scan.occurredAt).toBeGreaterThanOrEqual(before?.occurredAt ?? 0);
          const tied = before?.occurredAt === scan.occurredAt;
          expect(scan.order).toBe(counts && tied ? before.order + 1 : 0);
        });
      }),
    );
  });

  it('keeps the order of one instant when the provider sends newest first', () => {
    const at = (AcceptTime: string, AcceptStation: string): object => ({
      AcceptTime,
      AcceptStation,
      Action: '2',
    });
    const oldestFirst = [
      at('2025-01-01 20:00:00', 'a'),
      at('2025-01-01 20:00:00', 'b'),
      at('2025-01-02 20:00:00', 'c'),
    ];
    expect(toScans([...oldestFirst].reverse())).toEqual(toScans(oldestFirst));
  });

  it('never fails on a trace list of any shape', () => {
    fc.assert(fc.property(fc.anything(), (traces) => void toScans(traces)));
    fc.assert(fc.property(fc.array(fc.anything()), (traces) => void toScans(traces)));
  });

  it('keeps the wall time as written beside the instant, and a scan without time apart', () => {
    const { scans, unreadable } = toScans([
      { AcceptTime: '2025-01-02 09:58:00', AcceptStation: '派件中', Action: 202, Location: '杭州市' },
      { AcceptTime: '2025-02-30 00:00:00', AcceptStation: '?', Action: '2' },
    ]);
    expect(scans).toEqual([
      {
        provider: 'kdniao',
        occurredAt: fromShanghai('2025-01-02 09:58:00'),
        occurredText: '2025-01-02 09:58:00',
        code: '202',
        text: '派件中',
        place: '杭州市',
        placeParts: { city: '杭州市' },
        status: 'OUT_FOR_DELIVERY',
        order: 0,
      },
    ]);
    expect(unreadable).toEqual([{ occurredText: '2025-02-30 00:00:00', code: '2', text: '?' }]);
  });

  it('keeps a carrier that is in no list, and refuses an item without number', () => {
    expect(toReport({ ShipperCode: 'NEWCO', LogisticCode: ' yt 12-34 ' })).toMatchObject({
      carrier: 'UNKNOWN',
      carrierCode: 'NEWCO',
      number: 'YT1234',
    });
    expect(toReport({ ShipperCode: 'YTO', LogisticCode: '' })).toBe(undefined);
  });

  it('replaces a history by another one, and by an empty one nothing', () => {
    const item = { ShipperCode: 'YTO', LogisticCode: 'YT1' };
    const Traces = [{ AcceptTime: '2025-01-02 09:58:00', Action: '1' }];
    expect(toReport({ ...item, Traces })?.fullHistory).toBe(true);
    expect(toReport({ ...item, Traces: [] })?.fullHistory).toBe(false);
    expect(toReport(item)?.fullHistory).toBe(false);
  });
});
