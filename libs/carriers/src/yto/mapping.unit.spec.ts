import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CarrierScan } from '../report.js';
import { toReport, toScans } from './mapping.js';

const NUMBER = 'YT1234567890123';
const at = (upload_Time: string, processInfo: string, infoContent: unknown = 'ARRIVAL'): object => ({
  waybill_No: NUMBER,
  upload_Time,
  infoContent,
  processInfo,
});

const trace = fc.record({
  upload_Time: fc.constantFrom('2025-01-01 20:00:00', '2025-01-02 05:41:00', 'soon', ''),
  processInfo: fc.constantFrom('已揽收', '派件中', '到达'),
  infoContent: fc.constantFrom('GOT', 'SENT_SCAN', 'ROBOT', ''),
});

const identities = (scans: readonly CarrierScan[]): string[] =>
  scans.map((scan) => `${scan.occurredAt}|${scan.code}|${scan.text}`).sort();

describe('reading YTO scans', () => {
  it('keeps the wall time as written beside the instant, and a scan without time apart', () => {
    const { scans, unreadable } = toScans([
      { ...at('2025-01-02 09:58:00', '正在派件', 'SENT_SCAN'), city: '杭州市', district: '余杭区' },
      at('2025-02-30 00:00:00', '?', 'GOT'),
    ]);
    expect(scans).toEqual([
      {
        provider: 'yto',
        occurredAt: fromShanghai('2025-01-02 09:58:00'),
        occurredText: '2025-01-02 09:58:00',
        code: 'SENT_SCAN',
        text: '正在派件',
        place: '杭州市 余杭区',
        placeParts: { city: '杭州市', district: '余杭区' },
        status: 'OUT_FOR_DELIVERY',
        order: 0,
      },
    ]);
    expect(unreadable).toEqual([{ occurredText: '2025-02-30 00:00:00', code: 'GOT', text: '?' }]);
  });

  it('keeps a scan nobody mapped, raw, and one without a code', () => {
    const { scans } = toScans([
      at('2025-01-02 09:58:00', '机器人配送', 'ROBOT'),
      at('2025-01-02 09:59:00', '?', null),
    ]);
    expect(scans).toMatchObject([
      { status: 'UNKNOWN', code: 'ROBOT', text: '机器人配送' },
      { status: 'UNKNOWN', code: '' },
    ]);
    expect(scans[0]?.place).toBe(undefined);
  });

  it('reads the same journey in either direction, ties in the order they were told', () => {
    const ascending = [
      at('2025-01-01 20:00:00', 'a'),
      at('2025-01-01 20:00:00', 'b'),
      at('2025-01-02 20:00:00', 'c'),
    ];
    expect(toScans(ascending).scans.map(({ text, order }) => [text, order])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 0],
    ]);
    expect(toScans([...ascending].reverse())).toEqual(toScans(ascending));
  });

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

  it('never fails on a list of anything', () => {
    fc.assert(fc.property(fc.array(fc.anything()), (traces) => void toScans(traces)));
  });
});

describe('reading the answer to a YTO query', () => {
  it('is the whole history, and says nothing where it is empty', () => {
    expect(toReport(NUMBER, [at('2025-01-02 09:58:00', '已签收', 'SIGNED')])).toMatchObject({
      number: NUMBER,
      carrier: 'YTO',
      carrierCode: 'YTO',
      fullHistory: true,
      scans: [{ status: 'DELIVERED' }],
    });
    expect(toReport(NUMBER, [], '查询结果为空。')).toMatchObject({
      scans: [],
      fullHistory: false,
      note: '查询结果为空。',
    });
  });

  it('is none where any of its scans is one of another parcel', () => {
    const own = at('2025-01-02 09:58:00', 'a');
    expect(toReport(NUMBER, [own, { ...own, waybill_No: 'YT0000000000001' }])).toBe(undefined);
    expect(toReport(NUMBER, [own, { ...own, waybill_No: '' }])?.scans).toHaveLength(1);
    expect(toReport(NUMBER, [{ ...own, waybill_No: ' yt12-34567890123' }])?.scans).toHaveLength(1);
  });
});
