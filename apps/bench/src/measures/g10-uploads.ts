import { ParcelSignedOff, topics } from '@cartrail/contracts';
import { waitUntil } from '@cartrail/testing';
import { type Bench } from '../bench.js';
import { BareServer } from '../limits/bare-server.js';
import { evenly } from '../limits/evenly.js';
import { type Measured, quantile, ROUNDS } from '../rounds.js';
import { Memory } from '../stack/memory.js';
import { serviceNames } from '../stack/own-stack.js';
import { type Ends, type OutgoingEvent } from '../stack/records.js';
import { usageOf, usageText } from '../stack/usage.js';
import { isIdle } from './pushes.js';
import { Film } from './uploads/film.js';
import { announce, PHOTOS } from './uploads/parcels.js';
import { proven } from './uploads/proven.js';
import { readBack } from './uploads/read-back.js';
import { type Shift, Stations, type Upload } from './uploads/station.js';

const IN_FLIGHT = 20;
const PHOTO_BYTES = 2 * 2 ** 20;
/** Parcels that are there to be signed for, per second: more than any machine can. */
const PER_SECOND = 100;
/** Uploads of each station in a round, however short. */
const LEAST = 2;
/** Which look at the memory was the first after the warm-up. */
const WARMED = 1;
const SAMPLE = 12;
const MOST_PROBLEMS = 5;
const SIGNED = topics.signOffEvents.name;

/** Sign-offs with their photos through the gateway, and the same bytes to a server that only keeps them. */
export async function signOffUploads(bench: Bench): Promise<Measured> {
  const film = new Film(PHOTO_BYTES);
  await bench.stack.only('gateway', 'e-sign');
  const from = await bench.topics.ends(SIGNED);
  const memory = new Memory(bench.stack, ['gateway', 'e-sign']);
  const authorization = `Bearer ${bench.tenant.key}`;
  const stations = new Stations(bench.stack.addresses.gatewayUrl, { authorization }, film, IN_FLIGHT);
  const bare = await BareServer.start('kept-bytes.js');
  const limit = new Stations(bare.url, {}, film, IN_FLIGHT);
  const shifts: Both[] = [];
  const notes: string[] = [];
  try {
    const warm = await announce(bench, IN_FLIGHT);
    await limit.work(warm, 0, 1);
    await stations.work(warm, 0, 1);
    memory.look();
    for (let place = 0; place < ROUNDS; place++) {
      shifts.push(await round(bench, stations, limit, notes));
      memory.look();
    }
    const uploads = shifts.flatMap(({ product }) => product.uploads);
    return outcome(shifts, await kept(bench, from, film, uploads, notes), memory, notes);
  } finally {
    await bench.stack.only(...serviceNames);
    await Promise.all([stations.close(), limit.close()]);
    await bare.stop();
  }
}

interface Both {
  readonly product: Shift;
  readonly limit: Shift;
}

async function round(bench: Bench, stations: Stations, limit: Stations, notes: string[]): Promise<Both> {
  const parcels = await announce(bench, Math.ceil((bench.roundMs / 1_000) * PER_SECOND) + IN_FLIGHT * LEAST);
  const bare = await limit.work(parcels, bench.roundMs / 2, 1);
  const usage = usageOf(bench.stack);
  const product = await stations.work(parcels, bench.roundMs, LEAST);
  notes.push(usageText(usage, usageOf(bench.stack)));
  return { product, limit: bare };
}

/** Told to everybody, and of a sample every byte can be read again. */
async function kept(
  bench: Bench,
  from: Ends,
  film: Film,
  uploads: readonly Upload[],
  notes: string[],
): Promise<ReadonlySet<Upload>> {
  const good = new Set(proven(uploads, await signedOff(bench, from)));
  const refusals = uploads.flatMap(({ refusal }) => refusal ?? []);
  const problems: string[] =
    refusals.length === 0 ? [] : [`${refusals.length} refused, ${refusals[0] ?? ''}`];
  const read = evenly([...good], Math.min(SAMPLE, good.size));
  const { key } = bench.tenant;
  for (const upload of read) {
    const wrong = await readBack(bench.stack.addresses.gatewayUrl, key, film, upload);
    if (wrong.length > 0) good.delete(upload);
    problems.push(...wrong);
  }
  notes.push(`photos of ${read.length} sign-offs read by their links, each ${PHOTOS} compared byte by byte`);
  notes.push(...problems.slice(0, MOST_PROBLEMS));
  return good;
}

async function signedOff(bench: Bench, from: Ends): Promise<readonly OutgoingEvent[]> {
  await waitUntil(
    async () => ((await isIdle(bench, 'e-sign')) ? undefined : 'e-sign to send everything'),
    60_000,
  );
  const { tenantId } = bench.tenant;
  return (await bench.topics.since(SIGNED, from, { tenantId, type: ParcelSignedOff.type })).events;
}

function outcome(
  shifts: readonly Both[],
  good: ReadonlySet<Upload>,
  memory: Memory,
  notes: readonly string[],
): Measured {
  const uploads = shifts.flatMap(({ product }) => product.uploads);
  const times = uploads.filter(({ refusal }) => refusal === undefined).map(({ ms }) => ms);
  const bare = shifts.flatMap(({ limit }) => limit.uploads.map(({ ms }) => ms));
  const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
  const figures = {
    p50,
    p99,
    gatewayGrowthMb: memory.growth('gateway', WARMED),
    eSignGrowthMb: memory.growth('e-sign', WARMED),
    gatewayPeakMb: memory.peak('gateway'),
    eSignPeakMb: memory.peak('e-sign'),
  };
  return {
    name: 'G10',
    what: `sign-offs through the gateway, ${PHOTOS} photos of 2 MB, ${IN_FLIGHT} in flight, uploads/s`,
    limitName: 'U',
    rounds: shifts.map(({ product, limit }) => ({
      perSecond: product.perSecond,
      limit: limit.perSecond,
      offered: product.uploads.length,
      found: product.uploads.filter((upload) => good.has(upload)).length,
    })),
    figures,
    notes: [
      `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms of ${times.length}; the bare server p50 ${quantile(bare, 0.5).toFixed(0)} ms`,
      ...memory.texts.map((text) => `${text} (idle, warm, after each third)`),
      ...notes,
    ],
  };
}
