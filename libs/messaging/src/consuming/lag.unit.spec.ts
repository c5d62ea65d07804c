import { afterEach, expect, it } from '@jest/globals';
import { register } from 'prom-client';
import { Lag } from './lag.js';

const lag = new Lag('tracking.orders');
afterEach(() => {
  lag.stop();
});

const read = async (name: string) =>
  (await register.getSingleMetric(name)?.get())?.values.map(({ labels, value }) => [labels['topic'], value]);

const lane = (topic: string, partition: number, next: bigint) => ({ topic, partition, next });
const aMinuteAgo = () => String(Date.now() - 60_000);

it('a group is as far behind as all its partitions together, a stuck one among them', async () => {
  lag.start();
  const quick = lane('orders', 0, 90n);
  const stuck = lane('orders', 1, 10n);
  lag.note(stuck, '40', aMinuteAgo());
  lag.note(quick, '100', String(Date.now()));
  lag.note(lane('returns', 0, 7n), '7', aMinuteAgo());
  expect(await read('consumer_lag_records')).toEqual([
    ['orders', 40],
    ['returns', 0],
  ]);

  quick.next = 100n;
  expect(await read('consumer_lag_records')).toEqual([
    ['orders', 30],
    ['returns', 0],
  ]);
  const [[, orders] = [], returns] = (await read('consumer_lag_seconds')) ?? [];
  expect(orders).toBeGreaterThanOrEqual(60);
  expect(returns).toEqual(['returns', 0]);
});

it('a group tells nothing of partitions it has lost', async () => {
  lag.start();
  lag.note(lane('orders', 0, 1n), '5', aMinuteAgo());
  lag.forget();
  expect(await read('consumer_lag_records')).toEqual([]);
});
