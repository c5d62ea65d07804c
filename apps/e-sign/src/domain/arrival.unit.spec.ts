import { describe, expect, it } from '@jest/globals';
import { hear, type Arrival, type News } from './arrival.js';

const lines = [{ lineId: 'l1', quantity: 1 }];
const news = (sequence: number, given: Partial<News> = {}): News => ({
  returnId: 'r1',
  orderId: 'o1',
  shopId: 's1',
  sequence,
  ...given,
});

function after(...heard: readonly News[]): Arrival | undefined {
  let arrival: Arrival | undefined;
  for (const each of heard) {
    const decision = hear(arrival, each);
    if (decision.kind === 'changed') arrival = decision.state;
  }
  return arrival;
}

const requested = news(1, { status: 'Requested', lines });
const parcel = (sequence: number, number: string, replaces?: string) =>
  news(sequence, { parcel: { number, carrier: 'YTO', replaces } });

describe('what the warehouse expects', () => {
  it('begins with the request, which has the lines', () => {
    expect(after(news(2, { status: 'Arrived' }))).toBeUndefined();
    expect(after(requested)).toMatchObject({ status: 'Requested', lines });
  });

  it('keeps what later events do not say', () => {
    const arrival = after(
      requested,
      news(2, { status: 'Approved', warehouseCode: 'HZ01' }),
      news(3, { afterSaleId: 'a1' }),
    );
    expect(arrival).toMatchObject({ status: 'Approved', warehouseCode: 'HZ01', afterSaleId: 'a1', lines });
  });

  it('is not moved by what it has heard already, or by what is older', () => {
    const arrived = news(3, { status: 'Arrived' });
    expect(after(requested, arrived, arrived, news(2, { status: 'InTransit' }))).toMatchObject({
      status: 'Arrived',
      heard: 3,
    });
  });

  it('is found by every number but one that another replaced', () => {
    expect(after(requested, parcel(2, 'YT1'), parcel(3, 'YT2'))?.numbers.map(({ number }) => number)).toEqual(
      ['YT1', 'YT2'],
    );
    expect(after(requested, parcel(2, 'YT1'), parcel(3, 'YT2', 'YT1'))?.numbers).toEqual([
      { number: 'YT2', carrier: 'YTO' },
    ]);
  });
});
