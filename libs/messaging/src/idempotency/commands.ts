import type { Cause } from '@cartrail/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import { isLostRace, setTenants } from '../database/transactions.js';
import { failpoint } from '../failpoints.js';
import type { EventBus } from '../outbox/event-bus.js';
import type { ChangeShell } from '../shell/change-shell.js';
import type { AnyChange, Outcome } from '../shell/types.js';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The first answer, given again. */
  readonly replayed?: boolean;
}

export interface Command {
  readonly cause: Cause;
  /** `POST /internal/shops`: the scope of the key, beside the tenant. */
  readonly route: string;
  readonly idempotencyKey?: string;
  /** A hash of the request; the same key with another one is refused. */
  readonly fingerprint: string;
  readonly changes: readonly AnyChange[];
  /** One list of outcomes per change. An answer of 500 or above takes everything back, so that it can be tried again. */
  readonly answer: (outcomes: readonly (readonly Outcome[])[]) => Answer;
}

/** A refusal HTTP knows how to tell. */
export class CommandRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** Ends the transaction without its effect. */
class TakenBack extends Error {
  constructor(readonly answer: Answer) {
    super('answered with a server error');
  }
}

const LOST_RACES = 5;

/** HTTP commands: state, events and the remembered answer in one transaction. */
export class Commands {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shell: ChangeShell,
    private readonly bus: EventBus,
  ) {}

  async execute(command: Command): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await this.dataSource.transaction((tx) => this.run(tx, command));
        this.bus.written();
        return answer;
      } catch (error) {
        if (error instanceof TakenBack) return error.answer;
        if (!isLostRace(error) || attempt === LOST_RACES) throw error;
      }
    }
  }

  private async run(tx: EntityManager, command: Command): Promise<Answer> {
    await setTenants(tx, [command.cause.tenantId]);
    const earlier = await this.earlier(tx, command);
    if (earlier) return earlier;
    const outcomes = await this.shell.apply(tx, [command.cause.tenantId], command.changes);
    const answer = command.answer(outcomes);
    if (answer.status >= 500) throw new TakenBack(answer);
    await remember(tx, command, answer);
    await failpoint('publish.before_commit');
    return answer;
  }

  private async earlier(
    tx: EntityManager,
    { cause, route, idempotencyKey, fingerprint }: Command,
  ): Promise<Answer | undefined> {
    if (idempotencyKey === undefined) return undefined;
    const scope = `${cause.tenantId} ${route} ${idempotencyKey}`;
    const [lock]: { mine: boolean }[] = await tx.query(
      'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS mine',
      [scope],
    );
    if (lock?.mine !== true) {
      throw new CommandRefused(
        409,
        'idempotency/in-progress',
        'the first request with this Idempotency-Key is still running',
        {
          'retry-after': '1',
        },
      );
    }
    const rows: { fingerprint: string; status: number; body: string }[] = await tx.query(
      'SELECT fingerprint, status, body FROM idempotency WHERE tenant_id = $1 AND route = $2 AND key = $3',
      [cause.tenantId, route, idempotencyKey],
    );
    const row = rows[0];
    if (!row) return undefined;
    if (row.fingerprint !== fingerprint) {
      throw new CommandRefused(
        422,
        'idempotency/other-request',
        'this Idempotency-Key was used for a different request',
      );
    }
    return { status: row.status, body: JSON.parse(row.body) as unknown, replayed: true };
  }
}

async function remember(tx: EntityManager, command: Command, { status, body }: Answer): Promise<void> {
  if (command.idempotencyKey === undefined) return;
  await tx.query(
    `INSERT INTO idempotency (tenant_id, route, key, fingerprint, status, body, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, now())`,
    [
      command.cause.tenantId,
      command.route,
      command.idempotencyKey,
      command.fingerprint,
      status,
      JSON.stringify(body ?? null),
    ],
  );
}
