import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readJson, record } from '../json.js';
import type { CarrierReport } from '../report.js';
import { toReport, toScans } from './mapping.js';

const NUMBER = 'SF1234567890123';
const answer = (name: string): unknown =>
  record(readJson(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')))['msgData'];
const report = (name: string): CarrierReport | undefined => toReport(answer(name), NUMBER);

const node = fc.record({
  acceptTime: fc.constantFrom(
    '2025-01-01 20:00:00',
    '2025-01-01 20:00:01',
    '2025-01-02 05:41:00',
    'soon',
    '',
  ),
  remark: fc.constantFrom('已收取快件', '正在派送途中', '到达'),
  opCode: fc.constantFrom('50', '44', '9999', ''),
});

describe('reading SF routes', () => {
  it('tells the journey in order, with SF as its carrier', () => {
    const moving = report('routes-moving');
    expect(moving).toMatchObject({
      provider: 'sf',
      number: NUMBER,
      carrier: 'SF',
      carrierCode: 'SF',
      fullHistory: true,
      note: undefined,
    });
    expect(moving?.scans.map(({ code, status }) => [code, status])).toEqual([
      ['50', 'PICKED_UP'],
      ['30', 'IN_TRANSIT'],
      ['31', 'IN_TRANSIT'],
      ['44', 'OUT_FOR_DELIVERY'],
      ['80', 'DELIVERED'],
    ]);
    expect(moving?.scans[0]).toEqual({
      provider: 'sf',
      occurredAt: fromShanghai('2025-01-01 18:20:11'),
      occurredText: '2025-01-01 18:20:11',
      code: '50',
      text: '顺丰速运 已收取快件',
      place: '金华市',
      placeParts: { city: '金华市' },
      status: 'PICKED_UP',
      order: 0,
    });
  });

  it('reads nodes without states, keeps an unknown code raw, and a node without time apart', () => {
    const { scans, unreadable } = report('routes-codes-only') ?? { scans: [], unreadable: [] };
    expect(scans.map(({ code, status, reason, place }) => [code, status, reason, place])).toEqual([
      ['31', 'IN_TRANSIT', undefined, '杭州市'],
      ['9999', 'UNKNOWN', undefined, undefined],
      ['80', 'DELIVERED', 'locker', '杭州市'],
    ]);
    expect(unreadable).toEqual([{ occurredText: '', code: '44', text: '时间缺失' }]);
  });

  it('says why it has no scans, and withdraws none by that', () => {
    expect(report('routes-no-data')).toMatchObject({ scans: [], fullHistory: false, note: undefined });
    expect(report('routes-not-told')).toMatchObject({
      scans: [],
      fullHistory: false,
      note: 'A1 无权限查看该运单',
    });
    for (const nothing of [null, {}, { routeResps: null }, { routeResps: [] }])
      expect(toReport(nothing, NUMBER)).toMatchObject({ number: NUMBER, scans: [], fullHistory: false });
  });

  it('refuses an answer about another waybill, and finds the right one among several', () => {
    expect(toReport(answer('routes-moving'), 'SF9999999999999')).toBe(undefined);
    const [found] = record(answer('routes-moving'))['routeResps'] as object[];
    const routeResps = [
      { mailNo: 'SF0000000000000', routes: [] },
      { ...found, mailNo: ' sf 1234567890123' },
    ];
    expect(toReport({ routeResps }, NUMBER)?.scans).toHaveLength(5);
  });

  it('loses no node: each is a scan, a repetition or named as unreadable', () => {
    fc.assert(
      fc.property(fc.array(node), (nodes) => {
        const { scans, unreadable } = toScans(nodes);
        const unique = new Set(nodes.map((each) => JSON.stringify(each)));
        expect(scans.length + new Set(unreadable.map((each) => JSON.stringify(each))).size).toBe(unique.size);
      }),
    );
  });

  it('never fails on an answer of any shape', () => {
    fc.assert(fc.property(fc.anything(), (routes) => void toScans(routes)));
    fc.assert(fc.property(fc.array(fc.anything()), (routeResps) => void toReport({ routeResps }, NUMBER)));
  });
});
