import type { DataSource } from 'typeorm';
import { isInfrastructure, isLostRace, LOST_RACES } from '../database/transactions.js';
import { failpoint } from '../failpoints.js';
import { metrics } from '../metrics/metrics.js';
import type { EventBus } from '../outbox/event-bus.js';
import type { ChangeShell } from '../shell/change-shell.js';
import { applyChunk, bugReason, toWork, WorkFailed, type Handlers, type Work } from './chunk.js';
import { TakenApart, type JointCommits, type Part } from './joint-commits.js';
import { fence, Fenced, type Lane } from './offsets.js';
import type { RawRecord } from './record.js';

const RUNS_BEFORE_PARKING = 3;
const BACKOFF = { firstMs: 200, lastMs: 30_000, sliceMs: 2_500 };

export interface LaneContext {
  readonly commits: JointCommits;
  readonly handlers: Handlers;
  /** Tells the group we live; throws when the group has been rebalanced. */
  readonly heartbeat: () => Promise<void>;
  /** False once the partition is no longer ours or the service is stopping. */
  readonly ours: () => boolean;
  readonly log: (message: string) => void;
}

export interface Stores {
  readonly dataSource: DataSource;
  readonly shell: ChangeShell;
  readonly bus: EventBus;
}

/**
 * Carries one chunk to its commit, whatever happens on the way: waits out infrastructure, runs lost races again,
 * isolates what fails and parks it after bounded tries. Throws only {@link Fenced} and rebalance errors.
 * Answers false when the partition went away before the commit.
 */
export async function runChunk(
  context: LaneContext,
  lane: Lane,
  records: readonly RawRecord[],
  { to, behind }: Pick<Part, 'to' | 'behind'>,
): Promise<boolean> {
  const work = records.map((record) => toWork(record, context.handlers, lane.group));
  const startedAt = performance.now();
  const done = await carry(context, { lane, work, to, behind }, new Map(), false);
  metrics.consumerChunkSeconds.observe(
    { group: lane.group, topic: lane.topic },
    (performance.now() - startedAt) / 1_000,
  );
  return done;
}

async function carry(
  context: LaneContext,
  { lane, work: given, to, behind }: Part,
  failures: Map<Work, number>,
  apart: boolean,
): Promise<boolean> {
  let backoffMs = BACKOFF.firstMs;
  let work = given;
  let races = 0;
  let alone = apart;
  while (context.ours()) {
    try {
      await context.commits.run({ lane, work, to, behind }, alone);
      return true;
    } catch (error) {
      if (error instanceof Fenced) throw error;
      if (error instanceof TakenApart) {
        alone = true;
      } else if (error instanceof WorkFailed) {
        work = afterFailure(work, error, failures);
      } else if (isInfrastructure(error) && !(isLostRace(error) && ++races > LOST_RACES)) {
        if (!isLostRace(error)) context.log(`${lane.group} waits ${backoffMs} ms: ${reasonOf(error)}`);
        await waitAlive(context, isLostRace(error) ? 20 : backoffMs);
        backoffMs = Math.min(backoffMs * 2, BACKOFF.lastMs);
      } else if (work.length > 1) {
        return carryHalves(context, { lane, work, to, behind }, failures);
      } else {
        work = work.map((only) => giveUpLater(only, bugReason(error), failures));
      }
    }
  }
  return false;
}

/** The database refused the batch without naming a row: each half gets its own transaction, in order. */
async function carryHalves(context: LaneContext, whole: Part, failures: Map<Work, number>): Promise<boolean> {
  const middle = Math.ceil(whole.work.length / 2);
  const rest = { ...whole, work: whole.work.slice(middle) };
  const between = rest.work[0] ? BigInt(rest.work[0].record.source.offset) : whole.to;
  const first = { ...whole, work: whole.work.slice(0, middle), to: between };
  return (await carry(context, first, failures, true)) && carry(context, rest, failures, true);
}

/** One transaction for the parts of any number of lanes. */
export async function commitParts(
  { dataSource, shell, bus }: Stores,
  group: string,
  parts: readonly Part[],
): Promise<void> {
  await failpoint('consume.before_tx');
  await dataSource.transaction(async (tx) => {
    await fence(tx, parts);
    await applyChunk(
      tx,
      { shell, bus },
      group,
      parts.flatMap(({ work }) => work),
    );
    await failpoint('consume.mid_chunk');
    await failpoint('publish.before_commit');
  });
  for (const { lane, to } of parts) lane.next = to;
  bus.written();
  await failpoint('consume.after_tx');
}

const afterFailure = (
  work: readonly Work[],
  failed: WorkFailed,
  failures: Map<Work, number>,
): readonly Work[] =>
  work.map((each) => (each === failed.work ? giveUpLater(each, failed.reason, failures) : each));

function giveUpLater(work: Work, reason: string, failures: Map<Work, number>): Work {
  const runs = (failures.get(work) ?? 0) + 1;
  failures.set(work, runs);
  return runs < RUNS_BEFORE_PARKING
    ? work
    : { ...work, changes: [], effects: [], wait: { reason, dead: true } };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown error');

/** A long wait must not cost us the partition. */
async function waitAlive(context: LaneContext, ms: number): Promise<void> {
  for (let left = ms; left > 0 && context.ours(); left -= BACKOFF.sliceMs) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(left, BACKOFF.sliceMs)));
    await context.heartbeat();
  }
}
