import { readFileSync } from 'node:fs';
import { fenToYuan } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BookingReport } from '../booking.js';
import { toBookingDetail, toBookingReport } from './booking-mapping.js';
import type { WireOrderPush } from './wire.js';

const callback = (name: string): BookingReport =>
  toBookingReport(
    JSON.parse(
      readFileSync(new URL(`./fixtures/callback-${name}.json`, import.meta.url), 'utf8'),
    ) as WireOrderPush,
    'T-1',
  );

const settled = (order: object): BookingReport => toBookingReport({ data: { status: 15, ...order } }, 'T-1');

const total = (reports: readonly BookingReport[]): number =>
  reports.flatMap((report) => report.fees).reduce((sum, fee) => sum + fee.amountFen, 0);

describe('reading Kuaidi100 order callbacks', () => {
  it('tells a booking by its courier, weight and number', () => {
    expect(callback('picked-up')).toEqual({
      provider: 'kuaidi100',
      bookingId: 'T-1',
      providerOrderId: '118520',
      status: 'picked_up',
      code: '10',
      number: 'YT7000000000001',
      carrier: 'YTO',
      carrierCode: 'yuantong',
      courier: { name: '李四', phone: '13000000000' },
      weightGrams: 1_500,
      fees: [],
    });
  });

  it('leaves out what is an empty string', () => {
    const { number, courier, weightGrams, text, status } = callback('placed');
    expect({ number, courier, weightGrams, text, status }).toEqual({ status: 'placed' });
  });

  it('says why a booking ended', () => {
    expect(callback('cancelled-by-carrier')).toMatchObject({
      status: 'cancelled_by_carrier',
      text: '快递员未在预约时间内上门',
    });
  });

  it('charges by settlements, which add up, and by nothing else', () => {
    const told = ['picked-up', 'settled', 'settled-again', 'reweighed'].map(callback);
    expect(told.map((report) => report.fees.length)).toEqual([0, 1, 1, 0]);
    expect(total(told)).toBe(950);
    expect(callback('settled-again').fees).toEqual([{ kind: 'PACKINGFEE', text: '包装费', amountFen: 150 }]);
    expect(told.map(({ wholeBill }) => wholeBill)).toEqual(Array.from({ length: 4 }, () => undefined));
    expect(callback('reweighed')).toMatchObject({ status: 'weight_changed', weightGrams: 2_100 });
  });

  it('charges the freight and what comes on top of it, the freight once', () => {
    const packing = { feeType: 'PACKINGFEE', amount: '3.00' };
    const freight = { feeType: 'FREIGHT', feeDesc: '运费', amount: '8.00' };
    expect(settled({ freight: '8.00' }).fees).toEqual([{ kind: 'freight', amountFen: 800 }]);
    expect(total([settled({ freight: '8.00', feeDetails: [packing] })])).toBe(1_100);
    expect(total([settled({ freight: '8.00', feeDetails: [freight, packing] })])).toBe(1_100);
    expect(total([settled({ freight: '8.00', feeDetails: [{ ...freight, feeType: '1' }] })])).toBe(800);
    expect(settled({ freight: '', feeDetails: [{ feeType: 'FREIGHT', amount: '' }] }).fees).toEqual([]);
  });

  it('leaves open a weight that is nothing or no weight', () => {
    expect(['0', '0.00', '', 'heavy'].map((weight) => settled({ weight }).weightGrams)).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  });

  it('reads every amount to the fen, given back too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -10_000_000, max: 10_000_000 }), { minLength: 1 }),
        (amounts) => {
          const feeDetails = amounts.map((fen) => ({ feeType: 'FREIGHT', amount: fenToYuan(fen) }));
          expect(settled({ feeDetails }).fees.map((fee) => fee.amountFen)).toEqual(
            amounts.map((fen) => fen + 0),
          );
        },
      ),
    );
  });

  it.each(['8.005', 'abc', '1e2', '8,00', '90071992547409.93'])(
    'refuses to guess the amount %j',
    (amount) => {
      expect(() => settled({ feeDetails: [{ feeType: 'FREIGHT', amount }] })).toThrow(RangeError);
    },
  );

  it('prefers the inner status, and takes the outer 200 for what it is', () => {
    const status = (push: object): string => toBookingReport(push, 'T-1').status;
    expect(status({ status: '200', data: { status: '10' } })).toBe('picked_up');
    expect(status({ status: '200', message: '成功', data: { status: '' } })).toBe('UNKNOWN');
    expect(status({ status: '200', data: { status: '200' } })).toBe('label_ready');
    expect(status({ status: '610', data: { status: '' } })).toBe('rejected');
    expect(status({ status: '610' })).toBe('rejected');
  });

  it('keeps an unknown code and an unknown carrier raw', () => {
    expect(callback('unknown-code')).toMatchObject({ status: 'UNKNOWN', code: '777' });
    expect(toBookingReport({ kuaidicom: 'newco', data: {} }, 'T-1')).toMatchObject({
      carrier: 'UNKNOWN',
      carrierCode: 'newco',
    });
  });
});

describe('reading the answer to detail', () => {
  it('tells the whole bill, whatever happened last', () => {
    const feeDetails = [{ feeType: 'PACKINGFEE', amount: 1.5 }];
    expect(total([toBookingDetail({ status: 13, freight: '8.00', feeDetails }, 'T-1')])).toBe(950);
    expect(total([toBookingDetail({ status: 13, freight: '9.50', payStatus: 1 }, 'T-1')])).toBe(950);
    expect(toBookingDetail({ status: 13, freight: '9.50', payStatus: 1 }, 'T-1').wholeBill).toBe(true);
    expect(toBookingDetail({ status: 10, freight: '9.50', payStatus: 0 }, 'T-1').fees).toEqual([]);
  });

  it.each(['kuaidiNum', 'kuaidinum'])('finds the number under %s', (name) => {
    expect(toBookingDetail({ status: 10, [name]: 'yt 7' }, 'T-1').number).toBe('YT7');
  });
});
