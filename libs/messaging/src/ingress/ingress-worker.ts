import type { ModuleRef } from '@nestjs/core';
import type { DataSource, EntityManager } from 'typeorm';
import { isInfrastructure } from '../database/transactions.js';
import { bugReason } from '../consuming/chunk.js';
import { enqueueEffects } from '../effects/enqueue.js';
import { failpoint } from '../failpoints.js';
import type { Worker } from '../lifecycle.js';
import type { EventBus } from '../outbox/event-bus.js';
import type { ChangeShell } from '../shell/change-shell.js';
import { ChangeFailed } from '../shell/types.js';
import { Loop } from '../timers/loop.js';
import type { IngressWriter } from './ingress-writer.js';
import { providerOf, type IngressRow, type Normalised, type Normaliser } from './normaliser.js';

const BATCH_ROWS = 500;
const IDLE_MS = 200;

/** The provider's rows have one reader at a time in the whole cluster, so a connection's pushes keep their order. */
const TAKE = `
  SELECT id, connection_id AS "connectionId", tenant_id AS "tenantId", received_at AS "receivedAt", headers,
         convert_from(body, 'UTF8') AS body
    FROM ingress WHERE provider = $1 AND state = 'new' ORDER BY id LIMIT ${BATCH_ROWS}`;

export interface IngressSettings {
  readonly dataSource: DataSource;
  readonly shell: ChangeShell;
  readonly bus: EventBus;
  readonly writer: IngressWriter;
  readonly log: (message: string) => void;
}

type Taken = Omit<IngressRow, 'headers'> & { readonly headers: string };
interface Parked {
  readonly id: string;
  readonly reason: string;
}

/** Turns stored pushes into changes, a batch in one transaction; a row that fails is parked where it is. */
export class IngressWorker implements Worker {
  private readonly loops: Loop[] = [];

  constructor(
    private readonly settings: IngressSettings,
    private readonly normalisers: readonly (new (...given: never[]) => object)[],
    private readonly modules: ModuleRef,
  ) {}

  start(): Promise<void> {
    for (const type of this.normalisers) {
      const provider = providerOf(type);
      const normaliser = this.modules.get<Normaliser>(type, { strict: false });
      const loop = new Loop(`ingress ${provider}`, IDLE_MS, this.settings.log, () =>
        this.batch(provider, normaliser),
      );
      this.settings.writer.onStored((stored) => {
        if (stored === provider) loop.wake();
      });
      this.loops.push(loop);
      loop.start();
    }
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  /** True when there may be more at once. */
  private async batch(provider: string, normaliser: Normaliser): Promise<boolean> {
    const excluded: Parked[] = [];
    for (;;) {
      try {
        const taken = await this.settings.dataSource.transaction((tx) =>
          this.run(tx, provider, normaliser, excluded),
        );
        if (taken > 0) this.settings.bus.written();
        return taken === BATCH_ROWS;
      } catch (error) {
        if (error instanceof RowFailed) excluded.push({ id: error.id, reason: error.reason });
        else throw error;
      }
    }
  }

  private async run(
    tx: EntityManager,
    provider: string,
    normaliser: Normaliser,
    excluded: readonly Parked[],
  ): Promise<number> {
    const [lock]: { mine: boolean }[] = await tx.query(
      `SELECT pg_try_advisory_xact_lock(hashtext('cartrail.ingress'), hashtext($1)) AS mine`,
      [provider],
    );
    if (lock?.mine !== true) return 0;
    const rows = (await this.take(tx, provider)).filter(
      ({ id }) => !excluded.some((parked) => parked.id === id),
    );
    if (rows.length === 0 && excluded.length === 0) return 0;
    await normaliser.prepare?.(rows);
    const parked = [...excluded, ...(await this.apply(tx, rows, normaliser))];
    await finish(tx, rows, parked);
    await failpoint('publish.before_commit');
    return rows.length;
  }

  private async take(tx: EntityManager, provider: string): Promise<IngressRow[]> {
    const rows: Taken[] = await tx.query(TAKE, [provider]);
    return rows.map((row) => ({ ...row, headers: JSON.parse(row.headers) as Record<string, string> }));
  }

  private async apply(
    tx: EntityManager,
    rows: readonly IngressRow[],
    normaliser: Normaliser,
  ): Promise<Parked[]> {
    const read = normalised(rows, normaliser);
    const going = rows.flatMap((row, index) => {
      const answer = read[index];
      return answer?.kind === 'ok' ? [{ row, answer }] : [];
    });
    const owners = going.flatMap(({ row, answer }) => answer.changes.map(() => row));
    const changes = going.flatMap(({ answer }) => answer.changes);
    const tenants = [...new Set(changes.map(({ cause }) => cause.tenantId))];
    try {
      await this.settings.shell.apply(tx, tenants, changes);
      await enqueueEffects(
        tx,
        going.flatMap(({ answer }) => answer.effects ?? []),
      );
    } catch (error) {
      if (isInfrastructure(error)) throw error;
      const owner =
        error instanceof ChangeFailed ? owners[error.index] : rows.length === 1 ? rows[0] : undefined;
      if (!owner) throw error;
      throw new RowFailed(owner.id, bugReason(error instanceof ChangeFailed ? error.cause : error));
    }
    return rows.flatMap((row, index) => {
      const answer = read[index];
      return answer?.kind === 'park' ? [{ id: row.id, reason: answer.reason }] : [];
    });
  }
}

/** One push cannot be applied; the batch runs again without it. */
class RowFailed extends Error {
  constructor(
    readonly id: string,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** A normaliser that throws on a batch is asked row by row, so that only the guilty row is parked. */
function normalised(rows: readonly IngressRow[], normaliser: Normaliser): readonly Normalised[] {
  try {
    return normaliser.normalise(rows);
  } catch {
    return rows.map((row) => {
      try {
        return normaliser.normalise([row])[0] ?? { kind: 'park', reason: 'the normaliser gave no answer' };
      } catch (error) {
        return { kind: 'park', reason: bugReason(error) };
      }
    });
  }
}

async function finish(
  tx: EntityManager,
  rows: readonly IngressRow[],
  parked: readonly Parked[],
): Promise<void> {
  const parkedIds = new Set(parked.map(({ id }) => id));
  const done = rows.filter(({ id }) => !parkedIds.has(id)).map(({ id }) => id);
  if (done.length > 0)
    await tx.query(`UPDATE ingress SET state = 'done' WHERE id = ANY ($1::bigint[])`, [done]);
  if (parked.length === 0) return;
  await tx.query(
    `UPDATE ingress SET state = 'parked', reason = given.reason, attempts = attempts + 1
       FROM unnest($1::bigint[], $2::text[]) AS given (id, reason) WHERE ingress.id = given.id`,
    [parked.map(({ id }) => id), parked.map(({ reason }) => reason)],
  );
}
