import { until } from '../doors/waiting.js';
import type { Arena } from './arena.js';
import { together } from './audit.js';
import { parcelsFor, type FaultCase } from './case.js';
import { query } from './evidence.js';
import type { ServiceName } from './services.js';
import { nodesOf } from './inputs.js';
import type { OwnProcess } from './own-process.js';
import type { MoneyArena } from './money/money-arena.js';
import { sleep } from './outage-cases.js';

/** The failpoint's own wait is the moment in which the process is stopped. */
const HOLD_MS = 4_000;

interface Paused {
  readonly service: ServiceName;
  readonly logFrom: number;
  readonly resume: () => void;
}

/** A fresh process that holds still at a point, with another one of its service beside it. */
async function armed(arena: Arena, service: ServiceName, point: string): Promise<() => Promise<Paused>> {
  const { stack } = arena;
  await stack.end(service, 'SIGTERM');
  const logFrom = stack.logSize(service);
  // A chunk that was fenced is told at this level.
  await stack.launch(service, `${point}=delay(${HOLD_MS})@1`, { LOG_LEVEL: 'info' });
  return async () => {
    const fired = await until(
      () => Promise.resolve(stack.logSince(service, logFrom).includes(`failpoint ${point} fired`)),
      Boolean,
      120_000,
    );
    if (!fired) throw new Error(`${service} never came to ${point}`);
    const pid = stack.pid(service);
    process.kill(pid, 'SIGSTOP');
    return { service, logFrom, resume: () => process.kill(pid, 'SIGCONT') };
  };
}

/** Tracking stops with a fetched chunk in its hands, returns with the answers to its bookings. */
export const pausedMembers: FaultCase = {
  id: 'F11',
  title: 'a member is paused, another takes over, it goes on',
  run: async (arena) => {
    const { stack, settings } = arena;
    const money = arena.money();
    const failures: string[] = [];
    const notes: string[] = [];
    await money.ask();
    const parcels = parcelsFor(arena);
    const twins: OwnProcess[] = [];
    try {
      const [stopTracking, stopReturns] = await Promise.all([
        armed(arena, 'tracking', 'consume.before_tx'),
        armed(arena, 'returns', 'effect.after_call'),
      ]);
      twins.push(stack.twin('tracking'), stack.twin('returns'));
      await Promise.all(twins.map((twin) => twin.ready()));
      const ordered = arena.order(parcels);
      const confirmed = money.confirm();
      confirmed.catch(() => undefined);
      const paused = await Promise.all([stopTracking(), stopReturns()]);
      await sleep(settings.outageMs);
      const [kept] = await query<{ count: string }>(
        arena.url,
        'SELECT count(*) FROM waybill WHERE number LIKE $1',
        [`${arena.maker.prefix}%`],
      );
      if (Number(kept?.count) !== parcels.length)
        failures.push(`${parcels.length - Number(kept?.count)} parcels waited for the paused tracking`);
      const again = await bookedAgain(arena, money);
      for (const { resume } of paused) resume();
      await Promise.all([ordered, confirmed]);
      await arena.settle();
      const fenced = stack.logSince('tracking', paused[0].logFrom).split(' to another member').length - 1;
      if (fenced === 0) failures.push('nothing the paused tracking held was fenced');
      if (again === 0) failures.push('the other returns made no call again');
      notes.push(`${fenced} chunks fenced`, `${again} calls made again by the other`);
    } finally {
      await Promise.all(twins.map((twin) => twin.end()));
    }
    await arena.push(parcels, (parcel) => [nodesOf(parcel, 1), nodesOf(parcel, 3)]);
    await arena.settle();
    await money.carry();
    await money.sign();
    await money.refunded();
    return {
      findings: together(await money.audit(), await arena.audit()),
      failures,
      notes: [money.note(), ...notes],
    };
  },
};

/** Bookings a second member asked about, as the first one's lease ran out. */
async function bookedAgain(arena: Arena, money: MoneyArena): Promise<number> {
  const [row] = await query<{ count: string }>(
    arena.stack.databaseUrl('returns'),
    `SELECT count(*) FROM effect e JOIN pickup p ON p.id::text = e.request::jsonb ->> 'pickupId'
        JOIN return_case r ON r.tenant_id = p.tenant_id AND r.id = p.return_id
      WHERE e.kind = 'pickup.book' AND e.attempts > 1 AND r.order_id = ANY ($1::uuid[])`,
    [money.orderIds],
  );
  return Number(row?.count);
}
