import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CarrierReport } from '../report.js';
import { toPushedReport, toReport } from './mapping.js';

const fixture = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as Record<
    string,
    unknown
  >;

const answered = (scans: unknown): CarrierReport => toReport('73100000000017', scans);

describe('reading the scans of a ZTO query', () => {
  it('takes the time for milliseconds since 1970, and keeps it as written', () => {
    const report = answered(fixture('track-answer')['result']);
    expect(report).toMatchObject({
      provider: 'zto',
      number: '73100000000017',
      carrier: 'ZTO',
      unreadable: [],
    });
    expect(report.scans[0]).toEqual({
      provider: 'zto',
      occurredAt: fromShanghai('2025-01-01 20:00:00'),
      occurredText: '1735732800000',
      code: '收件',
      text: '【金华市】已揽收',
      place: '金华市',
      placeParts: { province: '浙江省', city: '金华市', site: '金华某部' },
      courier: { name: '张三', phone: '13000000001' },
      status: 'PICKED_UP',
      order: 0,
    });
    expect(report.scans.map(({ status, place }) => `${status} ${place ?? ''}`)).toEqual([
      'PICKED_UP 金华市',
      'IN_TRANSIT 金华中转部',
      'IN_TRANSIT 杭州市',
      'OUT_FOR_DELIVERY 杭州市',
    ]);
  });

  it.each([
    1_735_732_800,
    '2025-01-01 20:00:00',
    '',
    null,
    -1_735_732_800_000,
    '01735732800000',
    1.5e12 + 0.5,
  ])('does not guess the time %j', (scanDate) => {
    const { scans, unreadable } = answered([{ scanDate, scanType: '5', desc: '?' }]);
    expect([scans.length, unreadable.length]).toEqual([0, 1]);
  });

  it('withdraws nothing: pushes tell the same events in other words', () => {
    expect(answered(fixture('track-answer')['result']).fullHistory).toBe(false);
  });

  it('finds the same scans in any order and repetition, oldest first', () => {
    const scan = fc.record({
      scanDate: fc.constantFrom(1_735_732_800_000, 1_735_732_801_000, '1735767660000', 'soon'),
      scanType: fc.constantFrom('收件', '5', 7, '', 'NEW'),
      desc: fc.constantFrom('a', 'b'),
    });
    const shuffled = fc
      .array(scan, { maxLength: 10 })
      .chain((scans) =>
        fc.tuple(
          fc.constant(scans),
          fc.shuffledSubarray([...scans, ...scans], { minLength: scans.length * 2 }),
        ),
      );
    const identities = (scans: unknown): string[] =>
      answered(scans)
        .scans.map(({ occurredAt, code, text }) => `${occurredAt}|${code}|${text}`)
        .sort();
    fc.assert(
      fc.property(shuffled, ([once, again]) => {
        expect(identities(again)).toEqual(identities(once));
        const times = answered(again).scans.map(({ occurredAt }) => occurredAt);
        expect(times).toEqual([...times].sort((one, other) => one - other));
      }),
    );
  });

  it('never fails on a list of any shape', () => {
    fc.assert(fc.property(fc.anything(), (scans) => void answered(scans)));
    fc.assert(fc.property(fc.array(fc.anything()), (scans) => void answered(scans)));
  });
});

describe('reading a ZTO trace push', () => {
  it('reads one event with its courier, in the time of Shanghai', () => {
    expect(toPushedReport(fixture('push-dispatch'))).toEqual({
      provider: 'zto',
      number: '73100000000017',
      carrier: 'ZTO',
      carrierCode: 'ZTO',
      fullHistory: false,
      scans: [
        {
          provider: 'zto',
          occurredAt: Date.UTC(2025, 0, 2, 1, 58, 0),
          occurredText: '2025-01-02 09:58:00',
          code: 'DISPATCH',
          text: '【杭州市】【杭州某部】的业务员正在派件',
          place: '杭州市',
          placeParts: { city: '杭州市', district: '余杭区', site: '杭州某部' },
          courier: { name: '李四', phone: '13000000000' },
          status: 'OUT_FOR_DELIVERY',
          order: 0,
        },
      ],
      unreadable: [],
      courier: { name: '李四', phone: '13000000000' },
    });
  });

  it('keeps the kind of a problem raw, and leaves out what is an empty string', () => {
    const report = toPushedReport(fixture('push-problem'));
    expect(report).toMatchObject({
      note: 'problemCode 17',
      scans: [{ status: 'EXCEPTION', place: '杭州某部' }],
    });
    expect(report?.courier).toBe(undefined);
  });

  it('keeps an unknown action raw, and an event without time apart', () => {
    expect(toPushedReport(fixture('push-unknown-code'))?.scans).toMatchObject([
      { code: 'DRONE_DISPATCH', status: 'UNKNOWN', text: '【杭州市】无人机派送中' },
    ]);
    expect(toPushedReport({ ...fixture('push-dispatch'), actionTime: '2025-02-30 09:58:00' })).toMatchObject({
      scans: [],
      unreadable: [{ occurredText: '2025-02-30 09:58:00', code: 'DISPATCH' }],
    });
  });

  it('refuses an event that names no waybill', () => {
    expect(toPushedReport({ ...fixture('push-dispatch'), billCode: ' ' })).toBe(undefined);
  });
});
