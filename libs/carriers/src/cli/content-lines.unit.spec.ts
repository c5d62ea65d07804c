import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import type { CarrierScan } from '../report.js';
import { contentLines } from './content-lines.js';

const scan: CarrierScan = {
  provider: 'ems',
  occurredAt: fromShanghai('2025-01-02 10:00:00') ?? 0,
  occurredText: '2025-01-02 10:00:00',
  code: '704',
  text: '投递并签收',
  status: 'DELIVERED',
  reason: 'proxy',
  order: 0,
};

describe('a push in lines for people', () => {
  it('says everything a report says about its waybill', () => {
    const report = {
      provider: 'ems',
      number: '1100000000001',
      carrier: 'EMS',
      carrierCode: 'EMS',
      formerCarrier: 'YZPY',
      scans: [scan, { ...scan, withdrawn: true, place: '杭州市' }],
      unreadable: [{ occurredText: 'soon', code: '9', text: '?' }],
      fullHistory: true,
      providerState: '3',
      subscription: 'ended' as const,
      note: '已签收',
    };
    expect(contentLines({ kind: '', reports: [report], bookings: [], unreadable: [] })).toEqual([
      '1100000000001  EMS EMS (EMS)  formerly YZPY  whole history  state 3  subscription ended',
      '  2025-01-02 10:00:00  DELIVERED.proxy           code "704"  投递并签收',
      '  2025-01-02 10:00:00  DELIVERED.proxy           code "704"  taken back  杭州市  投递并签收',
      '  no such time: "soon"  code "9"  ?',
      '  note 已签收',
    ]);
  });

  it('says a booking with its courier and every fee, and what was not read', () => {
    const booking = {
      provider: 'kuaidi100',
      bookingId: 'T-1',
      status: 'UNKNOWN' as const,
      code: '77',
      number: 'YT1',
      carrier: 'UNKNOWN',
      carrierCode: 'newco',
      courier: { name: '李*' },
      weightGrams: 1_500,
      fees: [
        { kind: 'FREIGHT', amountFen: 805 },
        { kind: 'BACK', amountFen: -5, text: '退' },
      ],
    };
    expect(contentLines({ kind: '', reports: [], bookings: [booking], unreadable: ['a bill'] })).toEqual([
      'booking T-1  UNKNOWN  code "77"  YT1  UNKNOWN (newco)  1500 g',
      '  courier 李*',
      '  fee FREIGHT  8.05 yuan',
      '  fee BACK  -0.05 yuan  退',
      'not read: a bill',
    ]);
  });

  it('says that a push names a number and no booking, and that its fees are the whole bill', () => {
    const bill = {
      ...{ provider: 'jt', number: 'JT1', status: 'settled' as const, code: 'bill', carrier: 'JTSD' },
      fees: [{ kind: 'totalFreight', amountFen: 800 }],
      wholeBill: true as const,
    };
    expect(contentLines({ kind: '', reports: [], bookings: [bill], unreadable: [] })).toEqual([
      'a booking, by its number  settled  code "bill"  JT1  JTSD 极兔速递  whole bill',
      '  fee totalFreight  8.00 yuan',
    ]);
  });

  it('shows no brackets where the provider names no code of its own', () => {
    const booking = { provider: 'sf', bookingId: 'T-1', status: 'placed' as const, code: '1', fees: [] };
    const of = (carrier: string, carrierCode?: string): readonly string[] =>
      contentLines({
        kind: '',
        reports: [],
        bookings: [{ ...booking, carrier, ...(carrierCode === undefined ? {} : { carrierCode }) }],
        unreadable: [],
      });
    expect(of('SF')).toEqual(['booking T-1  placed  code "1"  SF 顺丰速运']);
    expect(of('SF', '')).toEqual(['booking T-1  placed  code "1"  SF 顺丰速运']);
    expect(of('UNKNOWN', 'newco')).toEqual(['booking T-1  placed  code "1"  UNKNOWN (newco)']);
  });
});
