import { describe, expect, it } from '@jest/globals';
import type { AttemptReport } from '../domain/attempt.js';
import type { Claimed, Reported, Room } from './ports.js';
import { SendDeliveries } from './send-deliveries.js';

const claimed = (deliveryId: string, sick = false): Claimed => ({
  tenantId: 'demo01',
  deliveryId,
  endpointId: 'e-1',
  attemptsEver: 0,
  eventId: 'evt',
  body: '{}',
  correlationId: 'c',
  endpoint: { channel: 'webhook', kind: 'standard', url: 'https://a.example/' },
  sick,
});
const report: AttemptReport = { attemptId: 'a', at: 0, durationMs: 1, result: 'succeeded' };

function sending(due: Claimed[][], send: (delivery: Claimed, signal: AbortSignal) => Promise<AttemptReport>) {
  const rooms: Room[] = [];
  const recorded: Reported[] = [];
  const claim = (room: Room) => {
    rooms.push(room);
    return Promise.resolve(due.shift() ?? []);
  };
  const record = (reports: readonly Reported[]) => {
    recorded.push(...reports);
    return Promise.resolve();
  };
  const sender = { send: send as never };
  const deliveries = new SendDeliveries({ claim }, sender, { record }, () => undefined);
  return { deliveries, rooms, recorded };
}

describe('sending', () => {
  it('writes the report of a quick one while another hangs', async () => {
    const { deliveries, recorded } = sending([[claimed('slow'), claimed('quick')]], ({ deliveryId }) =>
      deliveryId === 'slow' ? new Promise(() => undefined) : Promise.resolve(report),
    );
    await deliveries.round();
    await new Promise(setImmediate);
    expect(recorded.map(({ delivery }) => delivery.deliveryId)).toEqual(['quick']);
  });

  it('asks for fewer while some are in flight, and keeps the sick ones apart', async () => {
    const { deliveries, rooms } = sending(
      [[claimed('a'), claimed('b', true)]],
      () => new Promise(() => undefined),
    );
    await deliveries.round();
    await deliveries.round();
    expect(rooms).toEqual([
      { healthy: 192, sick: 64 },
      { healthy: 191, sick: 63 },
    ]);
  });

  it('lets go of what is in flight when it stops, and records nothing of it', async () => {
    const { deliveries, recorded } = sending(
      [[claimed('a')]],
      (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            resolve({ ...report, result: 'failed' });
          });
        }),
    );
    await deliveries.round();
    await deliveries.stop(0);
    expect(recorded).toEqual([]);
  });

  it('outlives a sender that throws', async () => {
    const { deliveries, recorded } = sending([[claimed('a')]], () => Promise.reject(new Error('bug')));
    expect(await deliveries.round()).toBe(true);
    await deliveries.settled();
    expect(recorded).toEqual([]);
  });
});
