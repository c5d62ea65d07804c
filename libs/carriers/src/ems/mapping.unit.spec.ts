import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { list, record } from '../json.js';
import type { CarrierReport } from '../report.js';
import { isAboutAnother, toReport } from './mapping.js';

const asked = { number: '1100000000001', carrier: 'YZDSBK' };
const read = (items: unknown, note?: string): CarrierReport => toReport(asked, items, note);

function items(name: string): readonly unknown[] {
  const answer = JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as {
    retBody: string;
  };
  return list(record(answer.retBody)['responseItems']);
}

const item = fc.record({
  opTime: fc.constantFrom('2025-01-01 20:00:00', '2025-01-01 20:00:01', '2025-01-02 05:41:00', 'soon', ''),
  opDesc: fc.constantFrom('已收件', '投递', ''),
  opCode: fc.oneof(fc.constantFrom('203', '702', '999', ''), fc.constantFrom(203, 702)),
});

const identities = ({ scans }: CarrierReport): string[] =>
  scans.map((scan) => `${scan.occurredAt}|${scan.code}|${scan.text}`).sort();

describe('reading EMS traces', () => {
  it('finds the same set of scans in any order and repetition', () => {
    const shuffled = fc
      .array(item, { maxLength: 12 })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
      );
    fc.assert(
      fc.property(shuffled, ([once, again]) => {
        expect(identities(read(again))).toEqual(identities(read(once)));
      }),
    );
  });

  it('answers in the order of time, and counts no ties: EMS says of no order', () => {
    fc.assert(
      fc.property(fc.array(item), (all) => {
        const { scans } = read(all);
        scans.forEach((scan, place) => {
          const before = scans[place - 1];
          expect(scan.occurredAt).toBeGreaterThanOrEqual(before?.occurredAt ?? 0);
          expect(scan.order).toBe(0);
        });
      }),
    );
  });

  it('never fails on items of any shape', () => {
    fc.assert(fc.property(fc.anything(), (all) => void read(all)));
    fc.assert(fc.property(fc.array(fc.anything()), (all) => void read(all)));
  });

  it('keeps the wall time as written beside the instant, and an item without time apart', () => {
    const [first, ...rest] = items('trace-answer');
    const { scans, unreadable } = read([first, { ...record(rest[0]), opTime: '2025-02-30 00:00:00' }]);
    expect(scans).toEqual([
      {
        provider: 'ems',
        occurredAt: fromShanghai('2025-01-01 20:00:00'),
        occurredText: '2025-01-01 20:00:00',
        code: '203',
        text: '【金华市某揽投部】已收件',
        place: '金华市',
        placeParts: { province: '浙江省', city: '金华市', site: '金华市某邮政支局' },
        courier: { name: '李四' },
        status: 'PICKED_UP',
        order: 0,
      },
    ]);
    expect(unreadable).toMatchObject([{ occurredText: '2025-02-30 00:00:00', code: '389' }]);
  });

  it('follows a parcel to the office that delivers', () => {
    expect(read(items('trace-answer'))).toMatchObject({
      number: '1100000000001',
      carrier: 'YZDSBK',
      carrierCode: 'EMS',
      fullHistory: true,
      scans: [
        { status: 'PICKED_UP' },
        { status: 'IN_TRANSIT' },
        { status: 'IN_TRANSIT' },
        { status: 'ARRIVED_CITY' },
        { status: 'OUT_FOR_DELIVERY' },
      ],
    });
  });

  // A delivery that was undone and still counted would settle a return whose goods never came.
  it('counts no delivery that was undone', () => {
    const scans = read(items('trace-undone')).scans.filter(({ withdrawn }) => withdrawn !== true);
    expect(scans.map(({ code }) => code)).toEqual(['203', '389', '954', '713', '702', '705']);
    expect(scans.at(-1)).toMatchObject({ status: 'DELIVERY_FAILED', reason: 'rescheduled' });
  });

  it('says who took the parcel', () => {
    const delivered = items('trace-undone').filter((each) => record(each)['opCode'] === '704');
    expect(read(delivered).scans).toMatchObject([{ status: 'DELIVERED', reason: 'proxy' }]);
  });

  it('reads codes that come as numbers, and falls back on the name and the province', () => {
    const bare = {
      opTime: '2025-01-02 11:02:00',
      opCode: 704,
      deliverCode: 10,
      opName: '妥投',
      opDesc: '',
      opOrgProvName: '浙江省',
      opOrgCity: '',
    };
    expect(read([bare]).scans).toMatchObject([
      { code: '704', text: '妥投', place: '浙江省', status: 'DELIVERED', reason: 'self' },
    ]);
  });

  it('leaves the place and the courier out where neither is told', () => {
    const [scan] = read([
      { opTime: '2025-01-02 11:02:00', opCode: '704', opOrgName: '', operatorName: '' },
    ]).scans;
    expect([scan?.place, scan?.placeParts, scan?.courier]).toEqual([undefined, undefined, undefined]);
  });

  it('keeps a code nobody mapped', () => {
    const odd = { opTime: '2025-01-02 11:02:00', opCode: 'X_777', opDesc: '机器人配送' };
    expect(read([odd]).scans).toMatchObject([{ code: 'X_777', text: '机器人配送', status: 'UNKNOWN' }]);
  });

  it('replaces nothing where it found nothing', () => {
    expect(read([], '当前邮件无客户信息！')).toEqual({
      provider: 'ems',
      ...asked,
      carrierCode: 'EMS',
      scans: [],
      unreadable: [],
      fullHistory: false,
      note: '当前邮件无客户信息！',
    });
  });

  it.each([
    ['the same number, written otherwise', [{ waybillNo: '1100-0000 00001' }], false],
    ['no number', [{ waybillNo: '' }, {}, null], false],
    ['another number', [{ waybillNo: '1100000000001' }, { waybillNo: '1100000000002' }], true],
  ])('knows items with %s', (_what, all, another) => {
    expect(isAboutAnother('1100000000001', all)).toBe(another);
  });
});
