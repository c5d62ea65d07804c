import { expect, it, jest } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { EventBus } from './event-bus.js';

it('a row that the broker would never take is refused when it is written, whoever writes it', async () => {
  const tx = { queryRunner: { isTransactionActive: true }, query: () => Promise.resolve([]) };
  const put = (payload: string) =>
    new EventBus('test', 1).put(tx as unknown as EntityManager, [
      { topic: 'returns.dlq.v1', key: 'demo01:1', headers: {}, payload },
    ]);

  await expect(put('x'.repeat(900_000))).resolves.toBeUndefined();
  await expect(put('\uFFFD'.repeat(300_001))).rejects.toThrow('returns.dlq.v1');
});

it('a commit may ask for effects of a kind only soon after somebody wrote one', () => {
  jest.useFakeTimers({ now: 0 });
  const bus = new EventBus('test', 1);
  bus.asks('subscribe');
  expect([bus.mayAsk('subscribe'), bus.mayAsk('refund')]).toEqual([true, false]);
  jest.advanceTimersByTime(10_000);
  expect(bus.mayAsk('subscribe')).toBe(false);
  jest.useRealTimers();
});
