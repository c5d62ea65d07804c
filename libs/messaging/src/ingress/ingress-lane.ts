import type { DataSource, EntityManager } from 'typeorm';
import { bugReason } from '../consuming/chunk.js';
import { retryDelaysMs } from '../consuming/parking.js';
import { isInfrastructure, isLostRace } from '../database/transactions.js';
import { enqueueEffects } from '../effects/enqueue.js';
import { failpoint } from '../failpoints.js';
import type { EventBus } from '../outbox/event-bus.js';
import type { ChangeShell } from '../shell/change-shell.js';
import { ChangeFailed } from '../shell/types.js';
import { ingressMetrics } from './ingress-metrics.js';
import { finish, isNotUtf8, lead, take, type Verdict } from './ingress-store.js';
import { normaliseAll, type IngressRow, type Normalised, type Normaliser } from './normaliser.js';

const BATCH_ROWS = 500;
const TRIES_BEFORE_PARKING = 3;
const LOST_RACES = 5;

export interface LaneSettings {
  readonly dataSource: DataSource;
  readonly shell: ChangeShell;
  readonly bus: EventBus;
}

/** One push cannot be applied; the batch runs again without it. */
class RowFailed extends Error {
  constructor(
    readonly row: IngressRow,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/**
 * One provider's stored pushes, a batch in one transaction. A row that fails is left out and its neighbours go on;
 * where the database names no row, the batch is halved until one is left.
 */
export class IngressLane {
  private limit = BATCH_ROWS;
  private taken = 0;
  private more = false;
  private raw = false;
  private lostRaces = 0;

  constructor(
    private readonly provider: string,
    private readonly normaliser: Normaliser,
    private readonly settings: LaneSettings,
  ) {}

  /** True when there may be more at once. Throws only while the database is away. */
  async batch(): Promise<boolean> {
    const failed = new Map<string, Verdict>();
    for (;;) {
      const limit = this.limit;
      try {
        await this.settings.dataSource.transaction((tx) => this.run(tx, failed));
      } catch (error) {
        this.afterFailure(error, failed);
        continue;
      }
      if (this.taken > 0) this.settings.bus.written();
      for (const { state } of failed.values())
        if (state === 'parked') ingressMetrics.parked.inc({ provider: this.provider });
      this.limit = Math.min(limit * 2, BATCH_ROWS);
      this.raw = false;
      this.lostRaces = 0;
      return this.more || failed.size > 0;
    }
  }

  private async run(tx: EntityManager, failed: ReadonlyMap<string, Verdict>): Promise<void> {
    this.taken = 0;
    this.more = false;
    if (!(await lead(tx, this.provider))) return;
    const { rows, more } = await take(tx, this.provider, this.limit, this.raw);
    this.taken = rows.length;
    this.more = more;
    const going = rows.filter(({ id }) => !failed.has(id));
    const verdicts = await this.apply(tx, going).catch((error: unknown) => {
      throw this.blame(error, going);
    });
    await finish(tx, [...failed.values(), ...verdicts]);
    for (const { state } of verdicts)
      if (state === 'parked') ingressMetrics.parked.inc({ provider: this.provider });
    await failpoint('publish.before_commit');
  }

  private async apply(tx: EntityManager, rows: readonly IngressRow[]): Promise<Verdict[]> {
    if (rows.length > 0) await this.normaliser.prepare?.(rows);
    const answers = normaliseAll(rows, this.normaliser);
    const owners: IngressRow[] = [];
    const changes = answers.flatMap((answer, index) => {
      const row = rows[index];
      if (answer.kind !== 'ok' || !row) return [];
      owners.push(...answer.changes.map(() => row));
      return answer.changes;
    });
    const effects = answers.flatMap((answer) => (answer.kind === 'ok' ? (answer.effects ?? []) : []));
    const tenants = [...new Set(changes.map(({ cause }) => cause.tenantId))];
    try {
      await this.settings.shell.apply(tx, tenants, changes);
    } catch (error) {
      const owner = error instanceof ChangeFailed ? owners[error.index] : undefined;
      throw owner && error instanceof ChangeFailed ? new RowFailed(owner, bugReason(error.cause)) : error;
    }
    await enqueueEffects(tx, this.settings.bus, effects);
    return rows.map((row, index) => verdictOf(row, answers[index]));
  }

  /** A batch of one knows who is at fault, unless the database is away. */
  private blame(error: unknown, rows: readonly IngressRow[]): unknown {
    const only = rows.length === 1 ? rows[0] : undefined;
    if (error instanceof RowFailed || !only || this.mayPass(error)) return error;
    return new RowFailed(only, bugReason(error));
  }

  /** By itself, without anybody changing the rows or the code. */
  private mayPass(error: unknown): boolean {
    if (isNotUtf8(error)) return !this.raw;
    return isLostRace(error) ? this.lostRaces < LOST_RACES : isInfrastructure(error);
  }

  /** Decides how the batch runs again; rethrows what only waiting can help. */
  private afterFailure(error: unknown, failed: Map<string, Verdict>): void {
    if (error instanceof RowFailed) {
      failed.set(error.row.id, again(error.row, error.reason));
    } else if (isNotUtf8(error) && !this.raw) {
      this.raw = true;
    } else if (isLostRace(error) && this.mayPass(error)) {
      this.lostRaces += 1;
    } else if (this.mayPass(error) || this.taken <= 1) {
      throw error;
    } else {
      this.limit = Math.ceil(this.taken / 2);
      failed.clear();
    }
  }
}

const again = ({ id, tenantId, attempts }: IngressRow, reason: string): Verdict => {
  const state = attempts + 1 >= TRIES_BEFORE_PARKING ? 'parked' : 'new';
  return { id, tenantId, state, reason, afterMs: null };
};

function verdictOf(row: IngressRow, answer: Normalised | undefined): Verdict {
  const base = { id: row.id, tenantId: row.tenantId, afterMs: null };
  if (!answer) return again(row, 'the normaliser gave no answer');
  switch (answer.kind) {
    case 'ok':
      return {
        ...base,
        state: answer.left === undefined ? 'done' : 'parked',
        reason: answer.left === undefined ? null : `left: ${answer.left}`,
        tenantId: row.tenantId ?? answer.changes[0]?.cause.tenantId ?? null,
      };
    case 'park':
      return { ...base, state: 'parked', reason: answer.reason };
    case 'retry': {
      const afterMs = retryDelaysMs[row.attempts];
      return afterMs === undefined
        ? { ...base, state: 'parked', reason: answer.reason }
        : { ...base, state: 'new', reason: answer.reason, afterMs };
    }
  }
}
