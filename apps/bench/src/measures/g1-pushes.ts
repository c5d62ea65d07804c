import { ScanRecorded, topics } from '@cartrail/contracts';
import { waitUntil } from '@cartrail/testing';
import { type Bench, perThousand } from '../bench.js';
import { type Measured, type Round, ROUNDS } from '../rounds.js';
import { serviceNames } from '../stack/own-stack.js';
import { usageOf, usageText } from '../stack/usage.js';
import { followed, histories, isIdle, NODES, Pusher } from './pushes.js';

/** Parcels per second of a round; each is pushed eight times. */
const PARCELS_PER_SECOND = 200;

export async function pushesToEvents(bench: Bench): Promise<Measured> {
  const pusher = new Pusher(bench.tenant.callbackUrl);
  const rounds: Round[] = [];
  const notes: string[] = [];
  const count = Math.max(100, Math.round((bench.roundMs / 1_000) * PARCELS_PER_SECOND));
  const numbers = await followed(bench, count * (ROUNDS + 1));
  await bench.stack.only('tracking');
  try {
    await round(bench, pusher, numbers.slice(0, count)); // warms the code up
    await bench.analyse('tracking');
    for (let place = 1; place <= ROUNDS; place++) {
      rounds.push(await round(bench, pusher, numbers.slice(place * count, (place + 1) * count), notes));
    }
  } finally {
    await bench.stack.only(...serviceNames);
    await pusher.close();
  }
  notes.push(`answered 503 and pushed again: ${pusher.repeated}; the other services halted meanwhile`);
  return {
    name: 'G1',
    what: 'single-waybill pushes → ScanRecorded on Kafka, new nodes/s',
    limitName: 'R',
    rounds,
    notes,
  };
}

async function round(
  bench: Bench,
  pusher: Pusher,
  numbers: readonly string[],
  notes: string[] = [],
): Promise<Round> {
  const topic = topics.waybillEvents.name;
  const pushes = histories(bench.tenant, numbers);
  const from = await bench.topics.ends(topic);
  const asked = await bench.asked('tracking');
  const before = usageOf(bench.stack);
  const start = performance.now();
  await pusher.all(pushes);
  await waitUntil(
    async () => ((await isIdle(bench, 'tracking')) ? undefined : 'tracking to send everything'),
    180_000,
  );
  const seconds = (performance.now() - start) / 1_000;
  notes.push(usageText(before, usageOf(bench.stack)));
  const { events, repeated } = await bench.topics.since(topic, from, {
    tenantId: bench.tenant.tenantId,
    type: ScanRecorded.type,
  });
  if (repeated > 0) notes.push(`${repeated} events came more than once`);
  notes.push(perThousand(asked, await bench.asked('tracking'), pushes.length));
  const limit = await bench.inserts.measure(topic, events, bench.roundMs / 2);
  return { perSecond: events.length / seconds, limit, offered: numbers.length * NODES, found: events.length };
}
