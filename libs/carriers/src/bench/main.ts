import { createHash } from 'node:crypto';
import { machineClock } from '@cartrail/kernel';
import { fetchHttp } from '../http.js';
import { isSupported, type CallbackPort, type RawCallback } from '../port.js';
import { recognise } from '../recognise.js';
import { carrierFactories } from '../registry.js';
import { samples, type Sample } from './samples.js';
import { alone, inTurn, type Speeds } from './speed.js';

/**
 * Measures the library in a process of its own (`node --expose-gc`), which `npm run bench -- --only carriers` starts and
 * whose one line of JSON it prints. Arguments: rounds, milliseconds of a round, callbacks of the memory's measure.
 */
const [rounds = 3, roundMs = 5_000, many = 1_000_000] = process.argv.slice(2).map(Number);

interface Reader {
  readonly callbacks: CallbackPort;
  readonly sample: Sample;
}

const readers: Reader[] = [];
const unread: { provider: string; why: string }[] = [];
for (const [provider, entry] of carrierFactories) {
  const own = samples.filter((sample) => sample.provider === provider);
  const { push } = entry.manifest.features;
  if (own.length === 0) unread.push({ provider, why: push === true ? 'no sample of a push is here' : push });
  for (const sample of own) {
    const { callbacks } = entry.create(sample.settings, { http: fetchHttp, clock: machineClock });
    if (!isSupported(callbacks))
      throw new Error(`${provider} has a sample and reads no push: ${callbacks.why}`);
    readers.push({ callbacks, sample });
  }
}

/** Numbers of a hundred waybills, as long as each other. */
const numberOf = (nr: number): string => `YT${String(10_000_000_000_000 + nr).slice(-13)}`;
const VARIANTS = 100;

function read({ callbacks, sample }: Reader, raw: RawCallback): void {
  const reading = callbacks.read(raw);
  if (reading.kind !== 'accepted') throw new Error(`${sample.name} reads as ${reading.kind}`);
  const { reports, bookings } = reading.content;
  if (reports.length + bookings.length === 0) throw new Error(`${sample.name}: nothing was found in it`);
}

function speedsOf(reader: Reader, ms: number): Speeds & { readonly bytes: number } {
  const calls = Array.from({ length: VARIANTS }, (_, nr) => reader.sample.make(numberOf(nr)));
  const call = (nr: number) => {
    const found = calls[nr % VARIANTS];
    if (!found) throw new Error('no such variant');
    return found;
  };
  const speeds = inTurn(
    ms,
    (nr) => {
      read(reader, call(nr).raw);
    },
    (nr) => {
      const { signed } = call(nr);
      JSON.parse(signed.toString('utf8'));
      createHash('md5').update(signed).digest();
    },
  );
  return { ...speeds, bytes: call(0).signed.length };
}

const numbers = [
  'SF1234567890123',
  ' yt1234567890123 ',
  'JT0000000000001',
  'JDVA01234567890',
  'EA123456785CN',
  '73100000000017',
  '773123456789012',
  '4312345678901',
  '123456789012',
  '9612345678901',
  'DPK1234567890',
  'ZZ-NOBODYS-0001',
];

/** Every number another one, so that nothing is answered from what was answered before. */
function recogniseOne(nr: number): void {
  const looks = numbers[nr % numbers.length] ?? '';
  recognise(looks.replace(/\d{4}(?=\D*$)/, String(nr).padStart(4, '0').slice(-4)));
}

/** Megabytes of heap and of the process, after a full collection. */
function memoryMb(): { readonly heap: number; readonly process: number } {
  if (!globalThis.gc) throw new Error('memory is measured with node --expose-gc');
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed / 2 ** 20, process: rss / 2 ** 20 };
}

/** What stays after so many callbacks, each of another waybill, from all providers in turn. */
function memory(callbacks: number): object {
  const run = (from: number, to: number) => {
    for (let nr = from; nr < to; nr++) {
      const reader = readers[nr % readers.length];
      if (reader) read(reader, reader.sample.make(numberOf(nr)).raw);
    }
  };
  const warm = Math.min(callbacks, 50_000);
  run(0, warm);
  const at = memoryMb();
  run(warm, warm + callbacks / 2);
  const half = memoryMb();
  run(warm + callbacks / 2, warm + callbacks);
  const end = memoryMb();
  return {
    callbacks,
    heapMb: [at.heap, half.heap, end.heap],
    processMb: [at.process, half.process, end.process],
  };
}

for (const reader of readers) speedsOf(reader, roundMs / 5);
const speeds = readers.map(({ sample: { name, form } }) => ({
  name,
  form,
  rounds: [] as Speeds[],
  bytes: 0,
}));
const recognised: number[] = [];
for (let round = 0; round < rounds; round++) {
  for (const [at, reader] of readers.entries()) {
    const { bytes, ...measured } = speedsOf(reader, roundMs);
    const row = speeds[at];
    if (!row) continue;
    row.rounds.push(measured);
    row.bytes = bytes;
  }
  recognised.push(alone(roundMs, recogniseOne));
}
process.stdout.write(`${JSON.stringify({ speeds, unread, recognised, memory: memory(many) })}\n`);
