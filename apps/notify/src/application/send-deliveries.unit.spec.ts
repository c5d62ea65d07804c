import { describe, expect, it } from '@jest/globals';
import type { AttemptReport } from '../domain/attempt.js';
import type { Claimed, Reported, Room } from './ports.js';
import { SendDeliveries } from './send-deliveries.js';

const claimed = (deliveryId: string, sick = false, endpointId = 'e-1'): Claimed => ({
  tenantId: 'demo01',
  deliveryId,
  endpointId,
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
  const released: string[] = [];
  const asked: (readonly string[])[] = [];
  const claim = (room: Room, quick: readonly string[]) => {
    rooms.push(room);
    asked.push(quick);
    return Promise.resolve(due.shift() ?? []);
  };
  const record = (reports: readonly Reported[]) => {
    recorded.push(...reports);
    return Promise.resolve();
  };
  const release = (left: readonly Claimed[]) => {
    released.push(...left.map(({ deliveryId }) => deliveryId));
    return Promise.resolve();
  };
  const sender = { send: send as never };
  const deliveries = new SendDeliveries({ claim, release }, sender, { record }, () => undefined);
  return { deliveries, rooms, asked, recorded, released };
}

const many = (count: number): Claimed[] => Array.from({ length: count }, (_, n) => claimed(String(n)));
const turn = (): Promise<void> => new Promise(setImmediate);
const cutOff = (_: Claimed, signal: AbortSignal) =>
  new Promise<AttemptReport>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve({ ...report, result: 'failed' });
    });
  });
const hang = () => new Promise<AttemptReport>(() => undefined);

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
      { healthy: 1_000, sick: 64 },
      { healthy: 999, sick: 63 },
    ]);
  });

  it('tries five of an endpoint at a time, and the next when one is through', async () => {
    const open: (() => void)[] = [];
    const tried: string[] = [];
    const { deliveries } = sending([many(7)], ({ deliveryId }) => {
      tried.push(deliveryId);
      return new Promise((resolve) =>
        open.push(() => {
          resolve(report);
        }),
      );
    });
    await deliveries.round();
    expect(tried).toEqual(['0', '1', '2', '3', '4']);
    open[2]?.();
    await turn();
    expect(tried).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it('begins nothing more of an endpoint after a failure, and gives the rest back once that is written', async () => {
    const tried: string[] = [];
    const { deliveries, recorded, released, rooms } = sending(
      [[...many(8), claimed('other', false, 'e-2')]],
      ({ deliveryId }) => {
        tried.push(deliveryId);
        return deliveryId === '0' ? Promise.resolve({ ...report, result: 'failed' }) : hang();
      },
    );
    await deliveries.round();
    await turn();
    expect(recorded.map(({ delivery }) => delivery.deliveryId)).toEqual(['0']);
    expect(tried).toEqual(['0', '1', '2', '3', '4', 'other']);
    expect(released).toEqual(['5', '6', '7']);
    await deliveries.round();
    expect(rooms[1]).toEqual({ healthy: 995, sick: 64 });
  });

  it('asks in advance for those that answered quickly last time, and for no others', async () => {
    const due = [['quick', 'slow', 'failing'].map((id) => claimed(id, false, id))];
    const { deliveries, asked } = sending(due, ({ deliveryId }) =>
      Promise.resolve({
        ...report,
        durationMs: deliveryId === 'slow' ? 14_000 : 1,
        result: deliveryId === 'failing' ? 'failed' : 'succeeded',
      }),
    );
    await deliveries.round();
    await turn();
    await deliveries.round();
    expect(asked).toEqual([[], ['quick']]);
  });

  it('gives back what it has not begun when it stops', async () => {
    const { deliveries, released } = sending([many(6)], cutOff);
    await deliveries.round();
    await deliveries.stop(0);
    expect(released).toEqual(['5']);
  });

  it('lets go of what is in flight when it stops, and records nothing of it', async () => {
    const { deliveries, recorded } = sending([[claimed('a')]], cutOff);
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
