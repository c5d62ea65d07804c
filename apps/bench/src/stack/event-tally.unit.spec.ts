import { describe, expect, it } from '@jest/globals';
import { EventTally } from './event-tally.js';
import { type Incoming } from './records.js';

const wanted = { tenantId: 'bench01', type: 'scan' };

const record = (
  partition: number,
  offset: number,
  id: string,
  given: Partial<typeof wanted> = {},
): Incoming => {
  const { tenantId, type } = { ...wanted, ...given };
  return {
    partition,
    offset,
    key: Buffer.from(`${tenantId}:parcel`),
    value: Buffer.from(`event ${id}`),
    headers: { ce_type: Buffer.from(type), ce_id: Buffer.from(id) },
  };
};

const tally = () =>
  new EventTally(
    new Map([
      [0, 10],
      [1, 0],
    ]),
    new Map([
      [0, 13],
      [1, 1],
    ]),
    wanted,
  );

describe('EventTally', () => {
  it('counts what lies between the two places, whatever else a consumer is handed', () => {
    const counted = tally();
    for (const offset of [8, 9, 10, 11, 10, 11, 12, 13]) counted.take(record(0, offset, `a${offset}`));
    expect(counted.events.map(({ value }) => value)).toEqual(['event a10', 'event a11', 'event a12']);
    expect(counted.repeated).toBe(0);
  });

  it('is open until every partition has been read to its end', () => {
    const counted = tally();
    for (const offset of [10, 11, 12]) counted.take(record(0, offset, `a${offset}`));
    expect(counted.isOpen).toBe(true);
    counted.take(record(1, 0, 'b'));
    expect(counted.isOpen).toBe(false);
  });

  it('tells an event that was sent twice from two events', () => {
    const counted = tally();
    counted.take(record(0, 10, 'same'));
    counted.take(record(0, 11, 'same'));
    counted.take(record(0, 12, 'other'));
    expect([counted.events.length, counted.repeated]).toEqual([2, 1]);
  });

  it('leaves other tenants and other types out, but reads past them', () => {
    const counted = tally();
    counted.take(record(0, 10, 'a', { tenantId: 'bench011' }));
    counted.take(record(0, 11, 'b', { type: 'other' }));
    counted.take(record(0, 12, 'c'));
    counted.take(record(1, 0, 'd', { tenantId: 'demo01' }));
    expect([counted.events.length, counted.isOpen]).toEqual([1, false]);
  });
});
