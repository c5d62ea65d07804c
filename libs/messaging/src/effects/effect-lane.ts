import type { DataSource } from 'typeorm';
import type { Cause } from '@cartrail/kernel';
import { bugReason } from '../consuming/chunk.js';
import { failpoint } from '../failpoints.js';
import { Loop } from '../timers/loop.js';
import {
  failed,
  retryLater,
  type ClaimedEffect,
  type EffectHandler,
  type EffectOptions,
  type EffectResult,
} from './effect-handler.js';
import { effectRetryMs, type EffectRecorder } from './effect-recorder.js';

const IDLE_MS = 1_000;
const LEASE_MARGIN_MS = 10_000;
const STOP_MS = 10_000;

/** What is due is looked for once: within a join it would be again for every row, and lock other rows each time. */
const CLAIM = `
  WITH due AS MATERIALIZED (
    SELECT ctid AS place FROM effect
     WHERE kind = $1 AND state = 'waiting' AND next_at <= now() AND (leased_until IS NULL OR leased_until < now())
     ORDER BY next_at LIMIT $2 FOR UPDATE SKIP LOCKED)
  UPDATE effect SET leased_until = now() + $3 * interval '1 millisecond', attempts = attempts + 1
    FROM due WHERE effect.ctid = due.place
  RETURNING id, tenant_id AS "tenantId", kind, idempotency_key AS "idempotencyKey", attempts AS attempt, request,
            cause`;

type Row = Omit<ClaimedEffect, 'request' | 'cause'> & {
  readonly request: string;
  readonly cause: string | null;
};

/** One kind of effect: as many calls under way as it may have; a slow one holds up no other. */
export class EffectLane {
  readonly loop: Loop;
  private readonly underWay = new Set<Promise<void>>();
  private readonly stopped = new AbortController();

  constructor(
    private readonly options: EffectOptions,
    private readonly handler: EffectHandler,
    private readonly dataSource: DataSource,
    private readonly recorder: EffectRecorder,
    log: (message: string) => void,
  ) {
    this.loop = new Loop(`effect ${options.kind}`, IDLE_MS, log, () => this.claimMore());
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    const timer = setTimeout(() => {
      this.stopped.abort(new Error('the service stops'));
    }, STOP_MS);
    await Promise.all(this.underWay);
    clearTimeout(timer);
  }

  /** True when there may be more at once. */
  private async claimMore(): Promise<boolean> {
    const free = this.options.concurrency - this.underWay.size;
    if (free <= 0) return false;
    const leaseMs = this.options.timeoutMs + LEASE_MARGIN_MS;
    const [rows]: [Row[], number] = await this.dataSource.query(CLAIM, [this.options.kind, free, leaseMs]);
    for (const row of rows) this.begin(row);
    return rows.length === free && this.underWay.size < this.options.concurrency;
  }

  private begin(row: Row): void {
    const run = this.carryOut(row).finally(() => {
      this.underWay.delete(run);
      this.loop.wake();
    });
    this.underWay.add(run);
  }

  private async carryOut(row: Row): Promise<void> {
    const { effect, unreadable } = toEffect(row);
    const result = unreadable ?? orGivenUp(this.handler, effect, await this.call(effect));
    try {
      await failpoint('effect.after_call');
    } catch {
      return; // As if the process had died here: the lease runs out and the call is made again.
    }
    await this.recorder.record({ effect, result });
  }

  private async call(effect: ClaimedEffect): Promise<EffectResult> {
    const signal = AbortSignal.any([AbortSignal.timeout(this.options.timeoutMs), this.stopped.signal]);
    const cutOff = (): EffectResult =>
      this.stopped.signal.aborted ? retryLater('the service stopped', 0) : timedOut(effect);
    const over = new Promise<EffectResult>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve(cutOff());
      });
    });
    try {
      return await Promise.race([this.handler.execute(effect, signal), over]);
    } catch (error) {
      return signal.aborted ? cutOff() : retryLater(bugReason(error));
    }
  }
}

/** It says nothing about the matter, and the handler may keep a longer schedule than the general one: never the last try. */
const timedOut = ({ attempt }: ClaimedEffect): EffectResult =>
  retryLater('timed out', effectRetryMs[attempt - 1] ?? effectRetryMs.at(-1));

/** The general schedule, unless the handler keeps its own by naming the wait. */
function orGivenUp(handler: EffectHandler, effect: ClaimedEffect, result: EffectResult): EffectResult {
  if (result.kind !== 'retry' || result.afterMs !== undefined) return result;
  const afterMs = effectRetryMs[effect.attempt - 1];
  if (afterMs !== undefined) return { ...result, afterMs };
  try {
    return failed(result.reason, handler.gaveUp?.(effect, result.reason) ?? []);
  } catch (error) {
    return failed(bugReason(error));
  }
}

/** A request that is no JSON was written by hand: it fails alone, and goes back to the person. */
function toEffect(row: Row): { readonly effect: ClaimedEffect; readonly unreadable?: EffectResult } {
  const cause =
    row.cause === null
      ? { tenantId: row.tenantId, correlationId: row.id, causationId: row.id }
      : (JSON.parse(row.cause) as Cause);
  try {
    return { effect: { ...row, cause, request: JSON.parse(row.request) as unknown } };
  } catch {
    return { effect: { ...row, cause }, unreadable: failed('the request is not JSON') };
  }
}
