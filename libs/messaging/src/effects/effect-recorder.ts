import type { DataSource, EntityManager } from 'typeorm';
import { bugReason } from '../consuming/chunk.js';
import { isInfrastructure, isLostRace, LOST_RACES } from '../database/transactions.js';
import { effectMetrics } from '../metrics/effect-metrics.js';
import type { EventBus } from '../outbox/event-bus.js';
import type { ChangeShell } from '../shell/change-shell.js';
import { ChangeFailed } from '../shell/types.js';
import { failed, type ClaimedEffect, type EffectResult } from './effect-handler.js';

/** After these waits an effect that still asks to be retried has failed. */
export const effectRetryMs = [1_000, 10_000, 60_000, 600_000, 3_600_000] as const;

const MAX_BATCH = 100;
const BACKOFF = { firstMs: 100, lastMs: 5_000 };
const AFTER_RACE_MS = 20;

/** An attempt still holds the row only while nobody has claimed it since: attempts are the fence. */
const RECORD = `
  UPDATE effect SET state = given.state, response = given.response, leased_until = NULL,
         next_at = now() + given.after_ms * interval '1 millisecond'
    FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::bigint[])
      AS given (id, attempt, state, response, after_ms)
   WHERE effect.id = given.id AND effect.attempts = given.attempt AND effect.state = 'waiting'
  RETURNING effect.id`;

export interface Answer {
  readonly effect: ClaimedEffect;
  readonly result: EffectResult;
}

interface Waiting {
  readonly answer: Answer;
  readonly recorded: () => void;
}

export interface RecorderSettings {
  readonly dataSource: DataSource;
  readonly shell: ChangeShell;
  readonly bus: EventBus;
  readonly log: (message: string) => void;
}

/** Writes answers and the changes they lead to; answers that come while it writes share the next transaction. */
export class EffectRecorder {
  private waiting: Waiting[] = [];
  private writing = false;
  private stopping = false;

  constructor(private readonly settings: RecorderSettings) {}

  record(answer: Answer): Promise<void> {
    return new Promise((recorded) => {
      this.waiting.push({ answer, recorded });
      if (!this.writing) void this.write();
    });
  }

  /** From now on a database that is away is not waited for: the lease runs out and another process calls again. */
  stop(): void {
    this.stopping = true;
  }

  private async write(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MAX_BATCH);
      await this.commit(batch.map(({ answer }) => answer));
      for (const { recorded } of batch) recorded();
    }
    this.writing = false;
  }

  private async commit(given: readonly Answer[]): Promise<void> {
    let answers = given;
    let backoffMs = BACKOFF.firstMs;
    let races = 0;
    for (;;) {
      try {
        await this.settings.dataSource.transaction((tx) => this.run(tx, answers));
        this.settings.bus.written();
        return;
      } catch (error) {
        if (error instanceof AnswerFailed) {
          answers = answers.map((answer) =>
            answer === error.answer ? withoutChanges(answer, error) : answer,
          );
        } else if (isLostRace(error) && races < LOST_RACES) {
          races += 1;
          await new Promise((resolve) => setTimeout(resolve, AFTER_RACE_MS));
        } else if (isInfrastructure(error) && !isLostRace(error)) {
          if (this.stopping) return;
          await new Promise((resolve) => setTimeout(resolve, backoffMs));
          backoffMs = Math.min(backoffMs * 2, BACKOFF.lastMs);
        } else if (answers.length > 1) {
          for (const answer of answers) await this.commit([answer]);
          return;
        } else {
          answers = answers.map((answer) => withoutChanges(answer, error));
        }
      }
    }
  }

  private async run(tx: EntityManager, answers: readonly Answer[]): Promise<void> {
    const rows = answers.map(toRow);
    const [held]: [{ id: string }[], number] = await tx.query(RECORD, [
      rows.map(({ id }) => id),
      rows.map(({ attempt }) => attempt),
      rows.map(({ state }) => state),
      rows.map(({ response }) => response),
      rows.map(({ afterMs }) => afterMs),
    ]);
    const ours = new Set(held.map(({ id }) => id));
    const owners = answers
      .filter(({ effect }) => ours.has(effect.id))
      .flatMap((answer) => (answer.result.changes ?? []).map((change) => ({ answer, change })));
    const changes = owners.map(({ change }) => change);
    try {
      await this.settings.shell.apply(tx, [...new Set(changes.map(({ cause }) => cause.tenantId))], changes);
    } catch (error) {
      const owner = error instanceof ChangeFailed ? owners[error.index]?.answer : undefined;
      if (error instanceof ChangeFailed && owner) throw new AnswerFailed(owner, error.cause);
      throw error;
    }
    for (const { id, kind, state } of rows) if (ours.has(id)) effectMetrics.finished.inc({ kind, state });
  }
}

/** The call was made; what it led to is a bug of ours. */
class AnswerFailed extends Error {
  constructor(
    readonly answer: Answer,
    override readonly cause: unknown,
  ) {
    super('a change threw');
  }
}

const withoutChanges = ({ effect }: Answer, error: unknown): Answer => ({
  effect,
  result: failed(bugReason(error instanceof AnswerFailed ? error.cause : error)),
});

function toRow({ effect, result }: Answer) {
  const base = { id: effect.id, attempt: effect.attempt, kind: effect.kind };
  switch (result.kind) {
    case 'done':
      return { ...base, state: 'done', response: JSON.stringify(result.response), afterMs: 0 };
    case 'retry':
      return {
        ...base,
        state: 'waiting',
        response: JSON.stringify({ reason: result.reason }),
        afterMs: Math.round(result.afterMs ?? 0),
      };
    case 'failed':
      return { ...base, state: 'failed', response: JSON.stringify({ reason: result.reason }), afterMs: 0 };
  }
}
