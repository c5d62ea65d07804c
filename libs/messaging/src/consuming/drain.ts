import type { DataSource, EntityManager } from 'typeorm';
import { isInfrastructure, isLostRace, LOST_RACES } from '../database/transactions.js';
import type { EventBus } from '../outbox/event-bus.js';
import type { ChangeShell } from '../shell/change-shell.js';
import { bugReason, toWork, WorkFailed, type Handlers, type Work } from './chunk.js';
import { deadLetter, retryDelaysMs } from './parking.js';
import { enqueueEffects } from '../effects/enqueue.js';
import type { RawRecord } from './record.js';

interface ParkedRow {
  readonly topic: string;
  readonly part: number;
  readonly offset: string;
  readonly event_id: string | null;
  readonly raw: Buffer | null;
}

export interface DrainContext {
  readonly dataSource: DataSource;
  readonly shell: ChangeShell;
  readonly bus: EventBus;
  readonly group: string;
  readonly topics: ReadonlyMap<string, Handlers>;
}

/** Replays the keys that are due, each in order and in its own transaction. Answers how many keys it touched. */
export async function drainDueKeys(context: DrainContext): Promise<number> {
  let touched = 0;
  let races = 0;
  while (touched < 100) {
    try {
      const mayRace = races < LOST_RACES;
      if (!(await context.dataSource.transaction((tx) => drainOne(context, tx, mayRace)))) break;
      touched += 1;
      races = 0;
      context.bus.written();
    } catch (error) {
      if (!isLostRace(error) || ++races > LOST_RACES) throw error;
    }
  }
  return touched;
}

async function drainOne(context: DrainContext, tx: EntityManager, mayRace: boolean): Promise<boolean> {
  const keys: { key: string; attempts: number }[] = await tx.query(
    `SELECT key, attempts FROM parked_key WHERE grp = $1 AND next_at <= now()
      ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [context.group],
  );
  const due = keys[0];
  if (!due) return false;
  const rows: ParkedRow[] = await tx.query(
    `SELECT topic, part, "offset", event_id, raw FROM parked_event WHERE grp = $1 AND key = $2
      ORDER BY topic, part, "offset" LIMIT 500`,
    [context.group, due.key],
  );
  for (const [index, row] of rows.entries()) {
    const failure = await replay(context, tx, due.key, row, mayRace);
    if (failure) {
      // Tries belong to the event that blocks: behind one that went through, they are counted anew.
      await postpone(context, tx, { key: due.key, attempts: index > 0 ? 0 : due.attempts + 1 }, row, failure);
      return true;
    }
    await tx.query('DELETE FROM parked_event WHERE grp = $1 AND topic = $2 AND part = $3 AND "offset" = $4', [
      context.group,
      row.topic,
      row.part,
      row.offset,
    ]);
  }
  const left = 'SELECT 1 FROM parked_event WHERE grp = $1 AND key = $2';
  await tx.query(`DELETE FROM parked_key WHERE grp = $1 AND key = $2 AND NOT EXISTS (${left})`, [
    context.group,
    due.key,
  ]);
  return true;
}

/** Undefined when it went through; otherwise why not. A savepoint keeps the earlier events of the key. */
async function replay(
  context: DrainContext,
  tx: EntityManager,
  key: string,
  row: ParkedRow,
  mayRace: boolean,
): Promise<Work['wait']> {
  const record: RawRecord = {
    source: { topic: row.topic, partition: row.part, offset: row.offset },
    key,
    value: row.raw,
  };
  const work = toWork(record, context.topics.get(row.topic) ?? new Map(), context.group);
  if (work.wait) return work.wait;
  await tx.query('SAVEPOINT one_event');
  try {
    await context.shell.apply(tx, [work.event?.tenantid ?? ''], work.changes);
    await enqueueEffects(tx, context.bus, work.effects);
    await tx.query('RELEASE SAVEPOINT one_event');
    return undefined;
  } catch (error) {
    if (isLostRace(error) ? mayRace : isInfrastructure(error)) throw error;
    await tx.query('ROLLBACK TO SAVEPOINT one_event');
    return { reason: error instanceof WorkFailed ? error.reason : bugReason(error), dead: true };
  }
}

async function postpone(
  context: DrainContext,
  tx: EntityManager,
  key: { readonly key: string; readonly attempts: number },
  row: ParkedRow,
  failure: NonNullable<Work['wait']>,
): Promise<void> {
  const delayMs = failure.dead ? undefined : retryDelaysMs[key.attempts];
  await tx.query(
    `UPDATE parked_key SET attempts = $3, reason = $4, next_at = now() + $5::bigint * interval '1 millisecond'
      WHERE grp = $1 AND key = $2`,
    [context.group, key.key, key.attempts, failure.reason, delayMs ?? null],
  );
  await tx.query(
    `UPDATE parked_event SET attempts = attempts + 1, reason = $5, dead = $6
      WHERE grp = $1 AND topic = $2 AND part = $3 AND "offset" = $4`,
    [context.group, row.topic, row.part, row.offset, failure.reason, delayMs === undefined],
  );
  if (delayMs !== undefined) return;
  const source = { topic: row.topic, partition: row.part, offset: row.offset };
  const event = { source, key: key.key, eventId: row.event_id, raw: row.raw, reason: failure.reason };
  await context.bus.put(tx, [deadLetter(context.group, event, key.attempts)]);
}
