import {
  change,
  done,
  isInfrastructure,
  retryLater,
  type AggregateStore,
  type AnyChange,
  type ClaimedEffect,
  type EffectHandler,
  type EffectResult,
} from '@cartrail/messaging';
import type { Cause } from '@cartrail/kernel';
import { Counter } from 'prom-client';
import type { Action } from '../../application/ports.js';
import type { CaseChanges } from '../postgres/case-changes.js';
import type { PostgresCaseFiles } from '../postgres/case-files.js';

const attempts = new Counter({
  name: 'platform_actions_total',
  help: 'Attempts at actions at a platform, by what became of them',
  labelNames: ['action', 'result'],
});

const DATABASE_AWAY_MS = 1_000;

/** Longer than a few readings and one word take when each of them times out; with the lease's margin, how long a crash stays unhealed. */
export const ACTION_LIMITS = { concurrency: 8, timeoutMs: 30_000 };

/** Where an action's result is kept, and what its readings are kept with. */
export interface Keeping<S, F, K> {
  readonly store: AggregateStore<S, F, K>;
  readonly changes: CaseChanges;
  readonly files: PostgresCaseFiles;
}

/** An action as an effect, one attempt a call: the reading is kept first, then what the attempt means. */
export abstract class PlatformAction<R, S, F, K> implements EffectHandler {
  constructor(
    private readonly action: Action<R, S, F>,
    protected readonly keeping: Keeping<S, F, K>,
  ) {}

  /** The aggregate the action is about. */
  protected abstract idOf(request: R): string;

  /** What its outcome means for other aggregates. */
  protected leadsTo(_request: R, _state: S, _facts: readonly F[], _cause: Cause): readonly AnyChange[] {
    return [];
  }

  async execute(effect: ClaimedEffect<R>, signal: AbortSignal): Promise<EffectResult> {
    try {
      const request = { ...effect.request, tenantId: effect.tenantId };
      const { read, decide, again, result } = await this.action.attempt(request, effect.attempt, signal);
      attempts.inc({ action: effect.kind, result });
      const changes: AnyChange[] = [];
      const order = read?.seen && (await this.keeping.files.orderOf(effect.tenantId, read.seen));
      if (read?.seen && order) {
        changes.push(this.keeping.changes.imported(read.seen, order, effect.cause));
      }
      if (decide) changes.push(this.changed(effect, decide));
      return again ? retryLater(again.why, again.afterMs, changes) : done({ result }, changes);
    } catch (error) {
      if (isInfrastructure(error)) return retryLater('the database is away', DATABASE_AWAY_MS);
      throw error;
    }
  }

  gaveUp(effect: ClaimedEffect<R>, why: string): readonly AnyChange[] {
    return [this.changed(effect, this.action.abandoned(effect.request, why))];
  }

  private changed(
    { request, cause }: ClaimedEffect<R>,
    decide: ReturnType<Action<R, S, F>['abandoned']>,
  ): AnyChange {
    return change({
      store: this.keeping.store,
      find: { id: this.idOf(request) },
      cause,
      decide,
      then: ({ state, facts }) => this.leadsTo(request, state, facts, cause),
    });
  }
}
