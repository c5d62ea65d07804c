import type { Arena } from './arena.js';
import { together } from './audit.js';
import { Balanced } from './balanced.js';
import { Beat } from './beat.js';
import { Callers } from './callers.js';
import { parcelsFor, type FaultCase } from './case.js';
import type { ServiceName } from './services.js';
import { nodesOf, parcelsOf } from './inputs.js';
import type { OwnProcess } from './own-process.js';
import { sleep } from './outage-cases.js';

const STOPS_WITHIN_MS = 25_000;
const PAUSE_MS = 10_000;
/** A process is at work for so long before it is asked to stop. */
const WORK_MS = 1_000;
/** As in a deployment: between readiness off and the closing of HTTP. */
const DRAINING = { DRAIN_MS: '5000' };

/** What a service said of its ending, when it was more than "0, in time". */
interface Stopped {
  readonly failures: string[];
  readonly notes: string[];
}

/** Asks a service to stop in the middle of its work, and brings it back. */
async function stopAmidst(arena: Arena, name: ServiceName, told: Stopped): Promise<void> {
  await arena.stack.end(name, 'SIGTERM');
  const own = await arena.stack.own(name, DRAINING).ready();
  await sleep(WORK_MS);
  const { code, signal, afterMs: took } = await own.end();
  told.notes.push(`${name} ${(took / 1_000).toFixed(1)} s`);
  if (code !== 0) told.failures.push(`${name} ended with ${code ?? signal ?? 'nothing'}`);
  if (took > STOPS_WITHIN_MS) told.failures.push(`${name} took ${took} ms to end`);
  await arena.stack.launch(name);
}

const stopAll = (arena: Arena, names: readonly ServiceName[], told: Stopped): Promise<unknown> =>
  Promise.all(names.map((name) => stopAmidst(arena, name, told)));

/** Tracking stops under pushes and the gateway under calls, each with another process beside it. */
async function stopDoors(arena: Arena, told: Stopped): Promise<void> {
  const { stack } = arena;
  const parcels = parcelsFor(arena, 100);
  await arena.order(parcels);
  await arena.settle();
  const [tracking, gateway] = [stack.twin('tracking'), stack.twin('gateway')];
  await Promise.all([tracking.ready(), gateway.ready()]);
  const pushes = await Balanced.over(stack.urlOf('tracking'), tracking.url);
  const calls = await Balanced.over(stack.urlOf('gateway'), gateway.url);
  const callers = new Callers(calls, stack.demo().keys['merchant'] ?? '');
  const usual = arena.pushDoor;
  arena.pushDoor = () => pushes.next();
  let pushing = true;
  const push = async (): Promise<void> => {
    while (pushing) await arena.push(parcels, (parcel) => [nodesOf(parcel, 3)]);
  };
  const before = arena.unacknowledged;
  const pushed = push();
  pushed.catch(() => undefined);
  callers.start();
  await stopAll(arena, ['tracking', 'gateway'], told);
  pushing = false;
  await pushed;
  await callers.stop();
  for (const balanced of [pushes, calls]) await balanced.stop();
  arena.pushDoor = usual;
  await Promise.all([tracking.end(), gateway.end()]);
  told.failures.push(...[...new Set(callers.dropped)].map((why) => `the gateway dropped a call: ${why}`));
  if (arena.unacknowledged > before)
    told.failures.push(`tracking dropped ${arena.unacknowledged - before} pushes`);
  told.notes.push(`${callers.answered} calls answered`);
}

export const stopUnderLoad: FaultCase = {
  id: 'F23',
  title: 'SIGTERM under load',
  run: async (arena) => {
    const told: Stopped = { failures: [], notes: [] };
    const money = arena.money();
    await money.ask();
    await stopDoors(arena, told);
    await amidst(money.confirm(), () => stopAll(arena, ['returns', 'order-sync'], told));
    await money.carry();
    await amidst(money.sign(), () => stopAll(arena, ['e-sign', 'order-sync', 'notify'], told));
    await money.refunded();
    await arena.settle();
    return {
      findings: together(await money.audit(), await arena.audit()),
      failures: told.failures,
      notes: [money.note(), ...told.notes, `${money.repeats} commands given again`],
    };
  },
};

/** Waits for both, and lets neither go unheard. */
async function amidst(work: Promise<void>, fault: () => Promise<unknown>): Promise<void> {
  work.catch(() => undefined);
  await fault();
  await work;
}

/** Services are replaced while they have work to do. */
async function roll(arena: Arena, names: readonly ServiceName[], work: () => Promise<void>): Promise<void> {
  const twins = names.map((name) => arena.stack.twin(name, DRAINING));
  await Promise.all(twins.map((twin) => twin.ready()));
  await amidst(work(), () => Promise.all(twins.map((twin) => replace(arena, twin))));
}

/** Another process has joined; the old one leaves, a new one takes its place, and the other leaves. */
async function replace({ stack }: Arena, twin: OwnProcess): Promise<void> {
  await stack.end(twin.name, 'SIGTERM');
  await stack.launch(twin.name, '', DRAINING);
  await twin.end();
}

export const rollingRestart: FaultCase = {
  id: 'F22',
  title: 'every service is replaced while it works',
  run: async (arena) => {
    const money = arena.money();
    const beat = new Beat(arena, parcelsOf(arena.maker, 5_000));
    await money.ask();
    const { stack } = arena;
    const pushes = await Balanced.over(stack.urlOf('tracking'), stack.twinUrl('tracking'));
    arena.pushDoor = () => pushes.next();
    beat.start();
    await roll(arena, ['returns'], () => money.confirm());
    await roll(arena, ['tracking'], () => money.carry());
    await roll(arena, ['e-sign', 'order-sync'], () => money.sign());
    await roll(arena, ['gateway', 'notify'], () => money.refunded());
    await beat.stop();
    await pushes.stop();
    await arena.settle();
    const slow = [
      { what: 'an event on its way to its case', ms: beat.slowestMs },
      { what: 'a push', ms: beat.slowestPushMs },
    ].filter(({ ms }) => ms > PAUSE_MS);
    return {
      findings: together(await money.audit(), await arena.audit()),
      failures: slow.map(({ what, ms }) => `${what} waited ${ms} ms`),
      notes: [
        money.note(),
        `${beat.count} parcels, the slowest ${beat.slowestMs} ms, its push ${beat.slowestPushMs} ms`,
        `${money.repeats} commands given again`,
      ],
    };
  },
};
