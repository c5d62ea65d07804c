import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Door } from './doors/http.js';
import { Arena, connectProducer, strangers, type Books } from './faults/arena.js';
import { isClean } from './faults/audit.js';
import type { FaultCase, Told } from './faults/case.js';
import { crashCases, noFault } from './faults/crash-cases.js';
import { deadLetterWithoutBroker } from './faults/dead-letter-case.js';
import { wrongClocks } from './faults/clock-cases.js';
import { pausedMembers } from './faults/pause-cases.js';
import { lostRaces } from './faults/race-cases.js';
import { slowDownstream } from './faults/slow-cases.js';
import { rollingRestart, stopUnderLoad } from './faults/stop-cases.js';
import { FaultStack } from './faults/fault-stack.js';
import { Ledger } from './faults/ledger.js';
import { absentBroker, absentDatabase, killedDatabase, twoRelays } from './faults/outage-cases.js';
import { crashAfterCall } from './faults/money-cases.js';
import { MoneyLedger } from './faults/money/money-ledger.js';
import { moneySelfTest } from './faults/money/money-self-test.js';
import { fullTraceCase, orderedKeyCase, poisonCase, repeatedEventCase } from './faults/parking-cases.js';
import { selfTest } from './faults/self-test.js';
import { syncCases } from './faults/sync-cases.js';
import { timesCase } from './faults/time-cases.js';

/** Returns move the clock by days, so they come before the parcels that would grow old by it. */
const cases: readonly FaultCase[] = [
  crashAfterCall,
  pausedMembers,
  rollingRestart,
  stopUnderLoad,
  lostRaces,
  slowDownstream,
  wrongClocks,
  noFault,
  ...crashCases,
  poisonCase,
  orderedKeyCase,
  repeatedEventCase,
  timesCase,
  fullTraceCase,
  killedDatabase,
  absentDatabase,
  absentBroker,
  deadLetterWithoutBroker,
  twoRelays,
  ...syncCases,
];

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    n: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '7' },
    long: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

interface Line extends Told {
  readonly id: string;
  readonly title: string;
  readonly seconds: number;
  readonly ok: boolean;
}

const settings = { n: Number(values.n), seed: Number(values.seed) };
const LONG_MS: Readonly<Record<string, number>> = { F04: 600_000, F15: 120_000 };
const OUTAGE_MS = 60_000;

const say = (text: string): void => {
  if (!values.json) process.stdout.write(`${text}\n`);
};

async function main(): Promise<boolean> {
  const wanted = values.only.flatMap((names) => names.split(','));
  const chosen = cases.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
  const unknown = wanted.filter((name) => cases.every(({ id }) => id !== name));
  if (unknown.length > 0)
    throw new Error(`no case ${unknown.join(', ')}: ${cases.map(({ id }) => id).join(', ')}`);
  const missed = [...selfTest(), ...moneySelfTest()];
  say(
    `${missed.length === 0 ? '✓' : '✗'} self-test  plants one lost, doubled, reordered and phantom each, of parcels and of money`,
  );
  if (missed.length > 0) throw new Error(`the audit missed what was planted: ${missed.join(', ')}`);
  const stack = new FaultStack();
  stopOnSignal(stack);
  try {
    await stack.up();
    return await play(stack, chosen);
  } finally {
    await stack.down();
  }
}

async function play(stack: FaultStack, chosen: readonly FaultCase[]): Promise<boolean> {
  await new Door(stack.addresses().simulatorsUrl).post('/control/flow', { running: false });
  const books = {
    inputs: new Ledger(join(stack.data, 'faults', 'ledger.jsonl')),
    money: new MoneyLedger(join(stack.data, 'faults', 'money.jsonl')),
  };
  const lines: Line[] = [];
  for (const each of chosen) {
    const line = await playOne(stack, books, each);
    lines.push(line);
    print(line);
  }
  const phantoms = await strangers(stack, books.inputs);
  books.inputs.close();
  books.money.close();
  if (phantoms.length > 0) say(`✗ told of parcels that nobody offered: ${phantoms.slice(0, 10).join(', ')}`);
  if (values.json) process.stdout.write(`${JSON.stringify({ settings, cases: lines, phantoms })}\n`);
  return phantoms.length === 0 && lines.every(({ ok }) => ok);
}

async function playOne(stack: FaultStack, books: Books, { id, title, run }: FaultCase): Promise<Line> {
  const startedAt = Date.now();
  const place = cases.findIndex((each) => each.id === id);
  const { now } = await new Door(stack.addresses().simulatorsUrl).get<{ now: number }>('/clock');
  const prefix = `YT7${String(place).padStart(2, '0')}${String(settings.seed).padStart(3, '0')}`;
  const maker = { tenantId: stack.demo().tenantId, seed: settings.seed, prefix, now };
  const outageMs = (values.long ? LONG_MS[id] : undefined) ?? OUTAGE_MS;
  const producer = await connectProducer(stack);
  try {
    const arena = new Arena(stack, { ...settings, caseId: id, place, outageMs }, maker, books, producer);
    const told = await run(arena).catch(broken);
    const seconds = (Date.now() - startedAt) / 1_000;
    return { id, title, ...told, seconds, ok: told.failures.length === 0 && isClean(told.findings) };
  } finally {
    await producer.disconnect().catch(() => undefined);
  }
}

/** A case that could not be played to its end has failed; the next one is played all the same. */
const broken = (error: unknown): Told => ({
  findings: { lost: [], doubled: [], reordered: [], phantom: [], wireDuplicates: 0 },
  failures: [error instanceof Error ? error.message : String(error)],
  notes: ['not audited'],
});

function print({ id, title, ok, seconds, findings, failures, notes }: Line): void {
  const { lost, doubled, reordered, phantom, wireDuplicates } = findings;
  const counts = `lost ${lost.length}  doubled ${doubled.length}  reordered ${reordered.length}  phantom ${phantom.length}`;
  say(
    `${ok ? '✓' : '✗'} ${id.padEnd(5)} ${title.padEnd(58)} ${counts}  wire duplicates ${wireDuplicates}  ${seconds.toFixed(1)} s`,
  );
  if (notes.length > 0) say(`        ${notes.join(', ')}`);
  for (const failure of failures) say(`    ✗ ${failure}`);
  for (const kind of ['lost', 'doubled', 'reordered', 'phantom'] as const)
    for (const each of findings[kind].slice(0, 5)) say(`    ${kind} ${each}`);
}

function stopOnSignal(stack: FaultStack): void {
  const stop = (): void => {
    say('stopping …');
    void stack.down().then(() => process.exit(130));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`faults: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
