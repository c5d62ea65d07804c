import type { ModuleRef } from '@nestjs/core';
import type { DataSource, EntityManager } from 'typeorm';
import { bugReason } from '../consuming/chunk.js';
import { failpoint } from '../failpoints.js';
import type { Worker } from '../lifecycle.js';
import { effectMetrics } from '../metrics/effect-metrics.js';
import type { EventBus } from '../outbox/event-bus.js';
import type { ChangeShell } from '../shell/change-shell.js';
import { Loop } from '../timers/loop.js';
import {
  effectKindOf,
  retryLater,
  type ClaimedEffect,
  type EffectHandler,
  type EffectResult,
} from './effect-handler.js';

const IN_FLIGHT = 16;
const LEASE_SECONDS = 60;
const IDLE_MS = 250;
/** After these waits an effect that still asks to be retried has failed. */
const RETRY_MS = [1_000, 10_000, 60_000, 600_000, 3_600_000] as const;

const CLAIM = `
  UPDATE effect SET leased_until = now() + interval '${LEASE_SECONDS} seconds', attempts = attempts + 1
   WHERE id IN (
     SELECT id FROM effect
      WHERE kind = $1 AND state = 'waiting' AND next_at <= now() AND (leased_until IS NULL OR leased_until < now())
      ORDER BY next_at LIMIT ${IN_FLIGHT} FOR UPDATE SKIP LOCKED)
  RETURNING id, tenant_id AS "tenantId", kind, idempotency_key AS "idempotencyKey", attempts AS attempt, request`;

interface Answer {
  readonly effect: ClaimedEffect;
  readonly result: EffectResult;
}

export interface EffectSettings {
  readonly dataSource: DataSource;
  readonly shell: ChangeShell;
  readonly bus: EventBus;
  readonly log: (message: string) => void;
}

/** Carries out effects: claims a few under a lease, calls outside any transaction, writes the answers in one. */
export class EffectWorker implements Worker {
  private readonly loops: Loop[] = [];

  constructor(
    private readonly settings: EffectSettings,
    private readonly handlers: readonly (new (...given: never[]) => object)[],
    private readonly modules: ModuleRef,
  ) {}

  start(): Promise<void> {
    for (const type of this.handlers) {
      const kind = effectKindOf(type);
      const handler = this.modules.get<EffectHandler>(type, { strict: false });
      const loop = new Loop(`effect ${kind}`, IDLE_MS, this.settings.log, () => this.round(kind, handler));
      this.settings.bus.onWritten(() => {
        loop.wake();
      });
      this.loops.push(loop);
      loop.start();
    }
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  private async round(kind: string, handler: EffectHandler): Promise<boolean> {
    const claimed = await this.claim(kind);
    if (claimed.length === 0) return false;
    const answers = await Promise.all(
      claimed.map(async (effect) => ({ effect, result: await call(handler, effect) })),
    );
    await failpoint('effect.after_call');
    await this.settings.dataSource.transaction((tx) => this.record(tx, answers));
    this.settings.bus.written();
    return claimed.length === IN_FLIGHT;
  }

  private async claim(kind: string): Promise<ClaimedEffect[]> {
    const [rows]: [(Omit<ClaimedEffect, 'request'> & { readonly request: string })[], number] =
      await this.settings.dataSource.query(CLAIM, [kind]);
    return rows.map((row) => ({ ...row, request: JSON.parse(row.request) as unknown }));
  }

  private async record(tx: EntityManager, answers: readonly Answer[]): Promise<void> {
    const changes = answers.flatMap(({ result }) => (result.kind === 'retry' ? [] : (result.changes ?? [])));
    await this.settings.shell.apply(tx, [...new Set(changes.map(({ cause }) => cause.tenantId))], changes);
    const rows = answers.map(({ effect, result }) => toRow(effect, result));
    for (const { state, kind } of rows) effectMetrics.finished.inc({ kind, state });
    await tx.query(
      `UPDATE effect SET state = given.state, response = given.response, leased_until = NULL,
              next_at = now() + given.after_ms * interval '1 millisecond'
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[]) AS given (id, state, response, after_ms)
        WHERE effect.id = given.id`,
      [
        rows.map(({ id }) => id),
        rows.map(({ state }) => state),
        rows.map(({ response }) => response),
        rows.map(({ afterMs }) => afterMs),
      ],
    );
  }
}

async function call(handler: EffectHandler, effect: ClaimedEffect): Promise<EffectResult> {
  try {
    return await handler.execute(effect);
  } catch (error) {
    return retryLater(bugReason(error));
  }
}

function toRow({ id, kind, attempt }: ClaimedEffect, result: EffectResult) {
  if (result.kind === 'done')
    return { id, kind, state: 'done', response: JSON.stringify(result.response), afterMs: 0 };
  const wait = result.kind === 'retry' ? RETRY_MS[attempt - 1] : undefined;
  const response = JSON.stringify({ reason: result.reason });
  if (wait === undefined) return { id, kind, state: 'failed', response, afterMs: 0 };
  return {
    id,
    kind,
    state: 'waiting',
    response,
    afterMs: result.kind === 'retry' ? (result.afterMs ?? wait) : wait,
  };
}
