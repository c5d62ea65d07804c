import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CarrierReport } from '../report.js';
import { toReport, toScans } from './mapping.js';
import type { WireTrace } from './wire.js';

const NUMBER = '431000000000001';

const { data: trace } = JSON.parse(
  readFileSync(new URL('./fixtures/query-answer.json', import.meta.url), 'utf8'),
) as { data: WireTrace };

const step = fc.record({
  time: fc.constantFrom('2025-01-01 20:00:00', '2025-01-01 20:00:01', '2025-01-02 05:41:00', 'soon', ''),
  description: fc.constantFrom('已揽收', '派件中', ''),
  action: fc.oneof(fc.constantFrom('GOT', 'SENT', 'OTHER', ''), fc.constantFrom(203, 702)),
});

const identities = ({ scans }: Pick<CarrierReport, 'scans'>): string[] =>
  scans.map((scan) => `${scan.occurredAt}|${scan.code}|${scan.text}`).sort();

describe('reading Yunda steps', () => {
  it('finds the same set of scans in any order and repetition', () => {
    const shuffled = fc
      .array(step, { maxLength: 12 })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
      );
    fc.assert(
      fc.property(shuffled, ([once, again]) => {
        expect(identities(toScans(again))).toEqual(identities(toScans(once)));
      }),
    );
  });

  it('never fails on steps of any shape', () => {
    fc.assert(fc.property(fc.anything(), (all) => void toScans(all)));
    fc.assert(fc.property(fc.array(fc.anything()), (all) => void toScans(all)));
  });

  it('keeps the wall time as written beside the instant, and a step without time apart', () => {
    const { scans, unreadable } = toScans([
      {
        time: '2025-01-01 20:00:00',
        action: 'GOT',
        description: '已揽收',
        city: '金华市',
        station_name: '某部',
      },
      { time: '2025-02-30 00:00:00', action: 'SENT', description: '派件中' },
    ]);
    expect(scans).toEqual([
      {
        provider: 'yunda',
        occurredAt: fromShanghai('2025-01-01 20:00:00'),
        occurredText: '2025-01-01 20:00:00',
        code: 'GOT',
        text: '已揽收',
        place: '金华市',
        placeParts: { city: '金华市', site: '某部' },
        status: 'PICKED_UP',
        order: 0,
      },
    ]);
    expect(unreadable).toEqual([{ occurredText: '2025-02-30 00:00:00', code: 'SENT', text: '派件中' }]);
  });

  it('keeps an action nobody mapped, and reads the words of OUTBOUND', () => {
    const time = '2025-01-02 11:02:00';
    const steps = [
      { time, action: 'DRONE', description: '无人机' },
      { time, action: 'OUTBOUND', description: '已出库' },
      { time, action: 'OUTBOUND', description: '已出库，本人签收' },
    ];
    expect(toScans(steps).scans).toMatchObject([
      { code: 'DRONE', text: '无人机', status: 'UNKNOWN', order: 0 },
      { code: 'OUTBOUND', status: 'UNKNOWN', order: 0 },
      { code: 'OUTBOUND', status: 'DELIVERED', order: 0 },
    ]);
  });
});

describe('reading a Yunda answer', () => {
  it('follows a parcel until the courier brings it', () => {
    expect(toReport(NUMBER, trace, '请求成功')).toMatchObject({
      number: NUMBER,
      carrier: 'YD',
      carrierCode: 'YD',
      fullHistory: true,
      providerState: 'TRANSIT',
      note: undefined,
      scans: [
        { status: 'PICKED_UP', place: '金华市', placeParts: { city: '金华市', site: '浙江某服务部' } },
        { status: 'IN_TRANSIT', place: '金华市', courier: undefined },
        { status: 'IN_TRANSIT', place: '杭州某分拨中心', placeParts: { site: '杭州某分拨中心' } },
        { status: 'OUT_FOR_DELIVERY', place: '杭州市', courier: { phone: '13000000001' } },
      ],
    });
  });

  // The phone beside a signer may be the signer's.
  it('takes over nobody who signed for a parcel, and no phone beside him', () => {
    const signed = { time: '2025-01-02 11:02:00', action: 'SIGNED', phone: '13800000000', signer: '张三' };
    const said = JSON.stringify(toReport(NUMBER, { steps: [signed] }, undefined));
    expect(said).not.toMatch(/13800000000|张三/);
  });

  it('replaces nothing where it found nothing', () => {
    expect(toReport(NUMBER, { mailno: NUMBER, steps: null }, '暂无轨迹')).toEqual({
      provider: 'yunda',
      number: NUMBER,
      carrier: 'YD',
      carrierCode: 'YD',
      scans: [],
      unreadable: [],
      fullHistory: false,
      note: '暂无轨迹',
    });
  });

  it.each([
    ['4310-0000 0000001', true],
    ['', true],
    [undefined, true],
    ['431000000000002', false],
  ])('is about the number asked for where it names %j: %s', (mailno, own) => {
    expect(toReport(NUMBER, { mailno }, undefined) !== undefined).toBe(own);
  });
});
