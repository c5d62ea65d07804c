import { topics, WaybillRegistered } from '@cartrail/contracts';
import { waitUntil } from '@cartrail/testing';
import { type Bench, perThousand } from '../bench.js';
import { median, type Measured, type Round, ROUNDS } from '../rounds.js';
import { serviceNames, type ServiceName } from '../stack/own-stack.js';
import { usageOf, usageText } from '../stack/usage.js';
import { journeys, newNumbers, shipments } from './events.js';
import { effectsDone, isIdle } from './pushes.js';

const PER_SECOND = 1_500;
const EVENTS_PER_WAYBILL = 5;
const WARM_UP = 500;

/** Both ways an event is consumed; the figure is the slower one's. */
export async function eventsToState(bench: Bench): Promise<Measured> {
  const notes: string[] = [];
  const views = await rounds(bench, 'gateway', (size, said) => toCaseView(bench, size, said), notes);
  const registrations = await rounds(
    bench,
    'tracking',
    (size, said) => toRegistration(bench, size, said),
    notes,
  );
  const ratio = (of: readonly Round[]): number => median(of.map(({ perSecond, limit }) => perSecond / limit));
  const figures = [views, registrations].map(
    (of) => `${median(of.map(({ perSecond }) => perSecond)).toFixed(0)}/s (${ratio(of).toFixed(3)})`,
  );
  notes.push(`case view ${figures.join(', registration ')}; the services not measured are halted`);
  const what = 'waybill events → case view, order events → WaybillRegistered on Kafka, events/s (the slower)';
  return {
    name: 'G2',
    what,
    limitName: 'R',
    rounds: ratio(views) < ratio(registrations) ? views : registrations,
    notes,
  };
}

async function rounds(
  bench: Bench,
  service: ServiceName,
  one: (size: number, notes: string[]) => Promise<Round>,
  notes: string[],
): Promise<Round[]> {
  const done: Round[] = [];
  await one(WARM_UP, []); // warms the code up
  await bench.analyse(service);
  for (let place = 0; place < ROUNDS; place++) done.push(await one(sizeOf(bench), notes));
  await bench.stack.only(...serviceNames);
  return done;
}

async function toCaseView(bench: Bench, size: number, notes: string[]): Promise<Round> {
  const topic = topics.waybillEvents.name;
  const { events, cases } = journeys(bench.tenant.tenantId, newNumbers(size / EVENTS_PER_WAYBILL));
  await caughtUp(bench, 'gateway', 'gateway.cases', topic);
  await bench.stack.only('gateway');
  const usage = usageOf(bench.stack);
  const asked = await bench.asked('gateway');
  const start = performance.now();
  await bench.topics.send(topic, events);
  await caughtUp(bench, 'gateway', 'gateway.cases', topic);
  const seconds = (performance.now() - start) / 1_000;
  notes.push(usageText(usage, usageOf(bench.stack)));
  const [found] = await bench.query<{ count: number }>(
    'gateway',
    `SELECT coalesce(sum(jsonb_array_length(doc::jsonb #> '{parcels,0,timeline}') + 1), 0)::int AS count
       FROM case_view WHERE tenant_id = $1 AND case_id = ANY ($2::uuid[])`,
    [bench.tenant.tenantId, cases],
  );
  notes.push(`case view: ${perThousand(asked, await bench.asked('gateway'), events.length)}`);
  const limit = await bench.inserts.measure(topic, events, bench.roundMs / 2);
  return { perSecond: events.length / seconds, limit, offered: events.length, found: found?.count ?? 0 };
}

async function toRegistration(bench: Bench, size: number, notes: string[]): Promise<Round> {
  const { tenantId } = bench.tenant;
  const events = shipments(tenantId, newNumbers(size));
  const topic = topics.orderEvents.name;
  await caughtUp(bench, 'tracking', 'tracking.orders', topic);
  await effectsDone(bench);
  await bench.stack.only('tracking');
  const from = await bench.topics.ends(topics.waybillEvents.name);
  const usage = usageOf(bench.stack);
  const asked = await bench.asked('tracking');
  const start = performance.now();
  await bench.topics.send(topic, events);
  await caughtUp(bench, 'tracking', 'tracking.orders', topic);
  await waitUntil(
    async () => ((await isIdle(bench, 'tracking')) ? undefined : 'tracking to send everything'),
    60_000,
  );
  const seconds = (performance.now() - start) / 1_000;
  notes.push(usageText(usage, usageOf(bench.stack)));
  const made = topics.waybillEvents.name;
  const read = await bench.topics.since(made, from, { tenantId, type: WaybillRegistered.type });
  if (read.repeated > 0) notes.push(`${read.repeated} events came more than once`);
  const found = read.events.length;
  notes.push(`registration: ${perThousand(asked, await bench.asked('tracking'), events.length)}`);
  const limit = await bench.inserts.measure(made, read.events, bench.roundMs / 2);
  return { perSecond: found / seconds, limit, offered: events.length, found };
}

const sizeOf = (bench: Bench): number =>
  EVENTS_PER_WAYBILL * Math.round((PER_SECOND * bench.roundMs) / 1_000 / EVENTS_PER_WAYBILL);

function caughtUp(bench: Bench, service: ServiceName, group: string, topic: string): Promise<void> {
  return waitUntil(
    async () =>
      (await bench.hasRead(service, group, topic)) ? undefined : `${group} to reach the end of ${topic}`,
    180_000,
  );
}
