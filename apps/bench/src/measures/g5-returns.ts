import { RefundDue, ReturnRefunded, topics } from '@cartrail/contracts';
import { waitUntil } from '@cartrail/testing';
import { type Asked, type Bench } from '../bench.js';
import { type Measured, type Round, ROUNDS } from '../rounds.js';
import { serviceNames } from '../stack/own-stack.js';
import { type Ends } from '../stack/records.js';
import { usageOf, usageText } from '../stack/usage.js';
import { isIdle } from './pushes.js';
import { auditRefunds } from './returns/audit.js';
import { Outside, tell } from './returns/outside.js';
import { type ReturnScript, scriptOf } from './returns/script.js';
import { stories } from './returns/story.js';

/** Open at once, in every round. */
const OPEN = 2_000;
const WARM_UP = 200;
const MOST_PROBLEMS = 5;
const SAID = topics.returnEvents.name;

/**
 * Returns from the platform's case to the refund. The bench is everybody else: the other services are halted, so that
 * none of them answers what it has no case of.
 */
export async function returnsToRefund(bench: Bench): Promise<Measured> {
  const rounds: Carried[] = [];
  const notes: string[] = [];
  await bench.stack.only('returns');
  try {
    await round(bench, WARM_UP, []); // warms the code up
    await bench.analyse('returns');
    for (let place = 0; place < ROUNDS; place++) rounds.push(await round(bench, OPEN, notes));
  } finally {
    await bench.stack.only(...serviceNames);
  }
  const perReturn = (part: keyof Asked): number => sum(rounds, (each) => each[part]) / (OPEN * ROUNDS);
  const figures = {
    statementsPerReturn: perReturn('statements'),
    transactionsPerReturn: perReturn('transactions'),
  };
  notes.push('R is counted in returns: by as many events as returns wrote for each of them');
  const what = `returns from case to refund, ${OPEN} open at once, returns/s`;
  return { name: 'G5', what, limitName: 'R / events', rounds, figures, notes };
}

type Carried = Round & Asked;

const sum = (rounds: readonly Carried[], part: (round: Carried) => number): number =>
  rounds.reduce((total, round) => total + part(round), 0);

async function round(bench: Bench, count: number, notes: string[]): Promise<Carried> {
  const cast = stories(bench.tenant.tenantId, count).map(scriptOf);
  await tell(
    bench.topics,
    cast.flatMap(({ before }) => before),
  );
  await atRest(bench);
  const from = await bench.topics.ends(SAID);
  const outside = await Outside.listen(bench.topics, SAID, from, cast);
  const asked = await bench.asked('returns');
  const usage = usageOf(bench.stack);
  const start = performance.now();
  await tell(
    bench.topics,
    cast.map(({ opens }) => opens),
  );
  await allEnded(outside, notes);
  const ended = count - outside.open;
  const seconds = ended === 0 ? Number.NaN : (outside.endedAt - start) / 1_000;
  notes.push(usageText(usage, usageOf(bench.stack)));
  await atRest(bench);
  const after = await bench.asked('returns');
  await outside.close();
  const used = {
    statements: after.statements - asked.statements,
    transactions: after.transactions - asked.transactions,
  };
  const found = await audited(bench, from, cast, notes);
  const { heard, answered } = outside;
  notes.push(`${seconds.toFixed(1)} s; per return ${perReturn(used, heard.length, answered + count, count)}`);
  const rate = await bench.inserts.measure(SAID, heard, bench.roundMs / 2);
  return {
    ...used,
    perSecond: ended / seconds,
    limit: (rate * count) / heard.length,
    offered: count,
    found,
  };
}

function perReturn(used: Asked, written: number, read: number, count: number): string {
  const each = (total: number): string => (total / count).toFixed(2);
  const { statements, transactions } = used;
  return `${each(read)} events read, ${each(written)} written, ${each(statements)} statements, ${each(transactions)} transactions`;
}

/** Nothing that was told is unread, and nothing that was written is unsent. */
async function atRest(bench: Bench): Promise<void> {
  const told = [
    topics.orderEvents,
    topics.waybillEvents,
    topics.afterSaleEvents,
    topics.signOffEvents,
    topics.refundEvents,
  ];
  await waitUntil(async () => {
    for (const { name } of told) {
      if (!(await bench.hasRead('returns', 'returns.changes', name))) return `returns to read ${name}`;
    }
    return (await isIdle(bench, 'returns')) ? undefined : 'returns to send everything';
  }, 120_000);
}

/** A return that never ends is no reason to fail: it is not found. */
async function allEnded(outside: Outside, notes: string[]): Promise<void> {
  const left = () => {
    if (outside.failure !== undefined) throw new Error('the outside fell silent', { cause: outside.failure });
    return outside.open === 0 ? undefined : `${outside.open} returns to be paid back`;
  };
  await waitUntil(left, 180_000).catch((error: unknown) => {
    notes.push(`${error instanceof Error ? error.message : String(error)}; heard ${outside.said}`);
  });
}

async function audited(
  bench: Bench,
  from: Ends,
  cast: readonly ReturnScript[],
  notes: string[],
): Promise<number> {
  const { tenantId } = bench.tenant;
  const due = await bench.topics.since(SAID, from, { tenantId, type: RefundDue.type });
  const refunded = await bench.topics.since(SAID, from, { tenantId, type: ReturnRefunded.type });
  const repeated = due.repeated + refunded.repeated;
  if (repeated > 0) notes.push(`${repeated} events came more than once`);
  const expected = new Map(cast.map(({ orderId, refundFen }) => [orderId, refundFen]));
  const { found, problems } = auditRefunds(expected, due.events, refunded.events);
  notes.push(...problems.slice(0, MOST_PROBLEMS));
  return found;
}
