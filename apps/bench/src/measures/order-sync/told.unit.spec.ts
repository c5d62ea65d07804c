import { describe, expect, it } from '@jest/globals';
import { OrderImported } from '@cartrail/contracts';
import { anOrderImported, anOrderShipped } from '@cartrail/testing';
import { outgoing } from '../events.js';
import { ToldOrders } from './told.js';

const about = { tenantId: 'bench01', occurredAt: Date.now() };

const record = (event: Parameters<typeof outgoing>[0]) => {
  const { key, value, headers } = outgoing(event);
  const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]);
  return {
    key: Buffer.from(key),
    value: Buffer.from(value),
    headers: Object.fromEntries(bytes) as Record<string, Buffer>,
  };
};

const imported = (platformOrderId: string, given = about) =>
  record(anOrderImported({ platformOrderId, payAmountFen: 5_990 }, given));

describe('what is told of orders', () => {
  it('is one telling where a relay sends one event again, and two where there are two events', () => {
    const told = new ToldOrders('bench01');
    const once = imported('1');
    for (const each of [once, once, imported('2'), imported('2')]) told.take(each);
    expect([...told.byOrder].map(([id, { times, payAmountFen }]) => [id, times, payAmountFen])).toEqual([
      ['1', 1, 5_990],
      ['2', 2, 5_990],
    ]);
    expect([told.events, told.lines]).toEqual([3, 3]);
  });

  it('leaves other tenants out, and counts other events without taking them for orders', () => {
    const told = new ToldOrders('bench01');
    told.take(imported('1', { ...about, tenantId: 'demo01' }));
    told.take(record(anOrderShipped({}, about)));
    expect([told.byOrder.size, told.events, told.sample.length]).toEqual([0, 1, 1]);
  });

  it('keeps two thousand of many events, of each kind as often as it came', () => {
    const told = new ToldOrders('bench01');
    for (let at = 0; at < 20_000; at++)
      told.take(at % 3 === 0 ? imported(String(at)) : record(anOrderShipped({}, about)));
    const kept = told.sample.filter(({ headers }) => headers.ce_type === OrderImported.type);
    expect(told.sample).toHaveLength(2_000);
    expect(kept.length / 2_000).toBeGreaterThan(0.27);
    expect(kept.length / 2_000).toBeLessThan(0.4);
  });

  it('forgets all when something new begins', () => {
    const told = new ToldOrders('bench01');
    told.take(imported('1'));
    told.begin();
    expect([told.byOrder.size, told.sample.length, told.lines, told.events]).toEqual([0, 0, 0, 0]);
  });
});
