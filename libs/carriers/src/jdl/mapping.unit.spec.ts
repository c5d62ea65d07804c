import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isRecord } from '../json.js';
import type { CarrierReport, CarrierScan } from '../report.js';
import { dataOf } from './errors.js';
import { toPushedReport, toReport, toScans } from './mapping.js';
import type { WireTrace } from './wire.js';

const NUMBER = 'JDVA00000000001';

function trace(name: string): WireTrace {
  const answer: unknown = JSON.parse(
    readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'),
  );
  const data = dataOf(isRecord(answer) ? answer : {}, false);
  return isRecord(data) ? data : {};
}

const report = (name: string, number = NUMBER): CarrierReport | undefined => toReport(number, trace(name));

const node = fc.record({
  operationTime: fc.constantFrom(
    '2025-01-01 20:00:00',
    '2025-01-01 20:00:01',
    '2025-01-02 05:41:00',
    'soon',
    '',
  ),
  operationRemark: fc.constantFrom('揽收完成', '派件', ''),
  state: fc.oneof(fc.constantFrom('200001', '11000', '299999', ''), fc.constantFrom(200001, 11000)),
});

const identities = (scans: readonly CarrierScan[]): string[] =>
  scans.map((scan) => `${scan.occurredAt}|${scan.code}|${scan.text}`).sort();

describe('reading JDL nodes', () => {
  it('finds the same set of scans in any order and repetition', () => {
    const shuffled = fc
      .array(node, { maxLength: 12 })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
      );
    fc.assert(
      fc.property(shuffled, ([once, again]) => {
        expect(identities(toScans(again).scans)).toEqual(identities(toScans(once).scans));
      }),
    );
  });

  it('loses no node: each is a scan, a repetition or named as unreadable', () => {
    fc.assert(
      fc.property(fc.array(node), (all) => {
        const { scans, unreadable } = toScans(all);
        const unique = new Set(all.map((each) => JSON.stringify({ ...each, state: String(each.state) })));
        expect(scans.length + new Set(unreadable.map((each) => JSON.stringify(each))).size).toBe(unique.size);
      }),
    );
  });

  it('never fails on nodes of any shape', () => {
    fc.assert(fc.property(fc.anything(), (all) => void toReport(NUMBER, { traceDetails: all })));
    fc.assert(fc.property(fc.array(fc.anything()), (all) => void toReport(NUMBER, { traceDetails: all })));
  });

  it('keeps the wall time as written beside the instant, a node without time apart, and who had the parcel', () => {
    const who = { operatorName: '李四', operatorPhone: '13000000000' };
    const { scans, unreadable } = toScans([
      { operationTime: '2025-01-02 09:58:00', operationRemark: '正在派送途中', state: 11000, ...who },
      { operationTime: '2025-02-30 00:00:00', operationTitle: '?', category: 430 },
    ]);
    expect(scans).toEqual([
      {
        provider: 'jdl',
        occurredAt: fromShanghai('2025-01-02 09:58:00'),
        occurredText: '2025-01-02 09:58:00',
        code: '11000',
        text: '正在派送途中',
        courier: { name: '李四', phone: '13000000000' },
        status: 'OUT_FOR_DELIVERY',
        order: 0,
      },
    ]);
    expect(unreadable).toEqual([{ occurredText: '2025-02-30 00:00:00', code: '430', text: '?' }]);
  });

  it('takes the stage for the code of a node without a state, and its title for words', () => {
    const time = { operationTime: '2025-01-02 09:58:00' };
    expect(toScans([{ ...time, category: 510, categoryName: '妥投' }]).scans).toMatchObject([
      { code: '510', text: '妥投', status: 'DELIVERED' },
    ]);
    expect(toScans([{ ...time, operationTitle: '派件', categoryName: '派送中' }]).scans).toMatchObject([
      { code: '', text: '派件', status: 'UNKNOWN' },
    ]);
  });
});

describe('reading a JDL trace', () => {
  it('tells the journey, oldest first, and who collected the parcel', () => {
    const told = report('trace-moving');
    expect(told).toMatchObject({
      provider: 'jdl',
      number: NUMBER,
      carrier: 'JD',
      carrierCode: 'JD',
      fullHistory: true,
      courier: { name: '王五', phone: '13000000001' },
    });
    expect(told?.scans.map(({ status }) => status)).toEqual([
      'CREATED',
      'AWAIT_PICKUP',
      'PICKED_UP',
      'IN_TRANSIT',
      'IN_TRANSIT',
      'OUT_FOR_DELIVERY',
    ]);
    expect(told?.note).toBe(undefined);
  });

  // Signed for by the merchant under a new number: the buyer's parcel was not delivered by that.
  it('leaves out what happened under another number, and says so', () => {
    const told = report('trace-refused-by-receiver');
    expect(told?.scans.map(({ code, status, reason }) => [code, status, reason])).toEqual([
      ['299999', 'UNKNOWN', undefined],
      ['200062', 'OUT_FOR_DELIVERY', undefined],
      ['11000', 'OUT_FOR_DELIVERY', undefined],
      ['200069', 'EXCEPTION', 'refused'],
      ['10035', 'RETURNING', 'refused'],
      ['200020', 'EXCEPTION', 'refused'],
    ]);
    expect(told?.note).toBe(
      'a new label was printed: JDVC00000000009; the answer also tells of JDVC00000000009',
    );
    expect(told?.scans.at(-1)?.text).toContain('JDVC00000000009');
  });

  it.each([
    ['200020', '换单打印，新运单号JDVC00000000009', 'a new label was printed: JDVC00000000009'],
    ['200020', '换单打印', undefined],
    ['10054', '与JDVC00000000009同车', undefined],
  ])('notes the number under which a parcel goes on, of state %s with the words %s', (state, words, note) => {
    const node = { waybillCode: NUMBER, operationTime: '2025-01-02 13:00:00', operationRemark: words, state };
    expect(toReport(NUMBER, { traceDetails: [node] })?.note).toBe(note);
    expect(toPushedReport(node)).toMatchObject({ note, scans: [{ text: words }] });
    const why = toPushedReport({ ...node, cancelReason: '退款' });
    expect(why?.note).toBe(note === undefined ? '退款' : `退款; ${note}`);
  });

  it('counts the pieces of a parcel as the parcel', () => {
    const pieces = ['1-2', '2-2'].map((piece, at) => ({
      waybillCode: `${NUMBER}-${piece}-`,
      operationTime: `2025-01-02 09:58:0${at}`,
      state: '10054',
    }));
    expect(toReport(NUMBER, { traceDetails: pieces })?.scans.length).toBe(2);
  });

  it('is no report where it is about others only', () => {
    expect(report('trace-moving', 'JDVA00000000002')).toBe(undefined);
    expect(report('trace-moving', 'JDVA0000000000')).toBe(undefined);
  });

  it('replaces nothing where it tells nothing', () => {
    expect(report('trace-no-data')).toMatchObject({ scans: [], fullHistory: false });
    expect(report('trace-no-data')?.courier).toBe(undefined);
  });
});
