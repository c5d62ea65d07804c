import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CarrierReport, CarrierScan } from '../report.js';
import { toReport, toScans } from './mapping.js';
import type { WireTrace } from './wire.js';

const push = (name: string): CarrierReport | undefined =>
  toReport(
    JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as WireTrace,
    false,
  );

const answer = JSON.parse(readFileSync(new URL('./fixtures/trace-answer.json', import.meta.url), 'utf8')) as {
  data: readonly WireTrace[];
};

const detail = fc.record({
  scanTime: fc.constantFrom('2025-01-01 20:00:00', '2025-01-01 20:00:01', '2025-01-02 05:41:00', 'soon', ''),
  desc: fc.constantFrom('已揽收', '派件中', '到达'),
  scanType: fc.oneof(fc.constantFrom('1', '9', '99', '快件揽收', ''), fc.constantFrom(1, 9)),
  problemType: fc.constantFrom('', 'A2', 'A99'),
});

const identities = (scans: readonly CarrierScan[]): string[] =>
  scans.map((scan) => `${scan.occurredAt}|${scan.code}|${scan.text}`).sort();

describe('reading J&T scans', () => {
  it('finds the same set of scans in any order and repetition', () => {
    const shuffled = fc
      .array(detail, { maxLength: 12 })
      .chain((details) =>
        fc.tuple(
          fc.constant(details),
          fc.shuffledSubarray([...details, ...details], { minLength: details.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([once, again]) => {
        expect(identities(toScans(again).scans)).toEqual(identities(toScans(once).scans));
      }),
    );
  });

  it('loses no scan: each is a scan, a repetition or named as unreadable', () => {
    fc.assert(
      fc.property(fc.array(detail), (details) => {
        const { scans, unreadable } = toScans(details);
        const unique = new Set(
          details.map((each) => JSON.stringify({ ...each, scanType: String(each.scanType) })),
        );
        expect(scans.length + new Set(unreadable.map((each) => JSON.stringify(each))).size).toBe(unique.size);
      }),
    );
  });

  it('never fails on a list of any shape', () => {
    fc.assert(fc.property(fc.anything(), (details) => void toScans(details)));
    fc.assert(fc.property(fc.array(fc.anything()), (details) => void toScans(details)));
  });

  it('keeps the wall time as written beside the instant, and a scan without time apart', () => {
    const { scans, unreadable } = toScans([
      {
        scanTime: '2025-01-02 09:58:00',
        desc: '派件中',
        scanType: 9,
        scanNetworkCity: '杭州市',
        scanNetworkName: '杭州某网点',
      },
      { scanTime: '2025-02-30 00:00:00', desc: '?', scanType: '11', problemType: 'A9' },
    ]);
    expect(scans).toEqual([
      {
        provider: 'jt',
        occurredAt: fromShanghai('2025-01-02 09:58:00'),
        occurredText: '2025-01-02 09:58:00',
        code: '9',
        text: '派件中',
        place: '杭州市 杭州某网点',
        placeParts: { city: '杭州市', site: '杭州某网点' },
        status: 'OUT_FOR_DELIVERY',
        order: 0,
      },
    ]);
    expect(unreadable).toEqual([{ occurredText: '2025-02-30 00:00:00', code: '11/A9', text: '?' }]);
  });
});

describe('reading J&T traces', () => {
  it('uses all scans, oldest first, whichever way round they come', () => {
    const codes = push('push-moving')?.scans.map((scan) => scan.code);
    expect(codes).toEqual(['1', '3', '4', '9']);
    for (const name of ['push-reversed', 'push-repeated']) expect(push(name)).toEqual(push('push-moving'));
  });

  it('keeps the order of one instant, which a query tells newest first, and counts none in a push', () => {
    const at = (desc: string, scanTime = '2025-01-01 20:00:00'): object => ({
      scanTime,
      desc,
      scanType: '3',
    });
    const details = [at('c', '2025-01-01 21:00:00'), at('b'), at('a')];
    expect(toScans(details).scans.map(({ order }) => order)).toEqual([0, 0, 0]);
    const { scans } = toScans(details, true);
    expect(scans.map(({ text, order }) => [text, order])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 0],
    ]);
  });

  it('tells the place in parts and who had the parcel', () => {
    const placeParts = { province: '浙江省', city: '杭州市', district: '余杭区', site: '杭州某网点' };
    const courier = { name: '李四', phone: '13000000000' };
    expect(push('push-moving')?.scans.at(-1)).toMatchObject({ placeParts, courier });
    const [answered] = toScans(answer.data[0]?.details).scans.slice(-1);
    expect(answered).toMatchObject({ placeParts: { ...placeParts, district: undefined }, courier });
  });

  it('reads names as it reads numbers', () => {
    const statuses = (name: string): unknown => push(name)?.scans.map((scan) => scan.status);
    expect(statuses('push-names')).toEqual(statuses('push-moving'));
    expect(toScans([{ scanTime: '2025-01-01 20:00:00', scanTypeName: '快件签收' }]).scans).toMatchObject([
      { code: '快件签收', status: 'DELIVERED' },
    ]);
  });

  it('tells what the trouble is, and keeps a problem nobody mapped', () => {
    const trouble = push('push-trouble')?.scans.slice(-4);
    expect(trouble?.map(({ code, status, reason }) => [code, status, reason])).toEqual([
      ['问题件扫描/A99', 'EXCEPTION', undefined],
      ['11/A9', 'DELIVERY_FAILED', 'unreachable'],
      ['11/A2', 'RETURNING', 'refused'],
      ['14', 'RETURNING', undefined],
    ]);
  });

  it('lets the answer to a query replace what is known, but neither a push nor an empty answer', () => {
    const details = [{ scanTime: '2025-01-01 20:00:00', desc: '已揽收', scanType: '1' }];
    expect(toReport({ billCode: 'JT1', details }, true)?.fullHistory).toBe(true);
    expect(toReport({ billCode: 'JT1', details }, false)?.fullHistory).toBe(false);
    expect(toReport({ billCode: 'JT1', details: [] }, true)?.fullHistory).toBe(false);
  });

  it('echoes our reference, and reads nothing of no waybill', () => {
    expect(push('push-moving')).toMatchObject({ number: 'JT0000000000001', carrier: 'JTSD', echo: 'RB-1' });
    expect(toReport({ billCode: ' jt 12-34 ' }, true)?.number).toBe('JT1234');
    expect(toReport({ billCode: '', details: [] }, true)).toBe(undefined);
  });
});
