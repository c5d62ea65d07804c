import type { EntityManager } from 'typeorm';
import { setTenants } from '../database/transactions.js';
import { enqueueEffects } from '../effects/enqueue.js';
import { metrics } from '../metrics/metrics.js';
import type { EventBus, NewEvent } from '../outbox/event-bus.js';
import { Folding } from './folding.js';
import type { AnyChange, Outcome } from './types.js';

/**
 * Turns any number of changes into a constant number of statements per store touched: resolve natural keys, lock
 * and load in id order, fold in memory in the order given, write rows, outbox and effects. The caller owns the
 * transaction. Throws {@link ChangeFailed} naming the change whose pure code threw.
 */
export class ChangeShell {
  constructor(private readonly bus: EventBus) {}

  async apply(
    tx: EntityManager,
    tenants: readonly string[],
    changes: readonly AnyChange[],
  ): Promise<Outcome[][]> {
    if (changes.length === 0) return [];
    await setTenants(tx, tenants);
    const foldings = new Map<AnyChange['store'], Folding>();
    changes.forEach((change, index) => {
      const folding = foldings.get(change.store) ?? new Folding(change.store);
      foldings.set(change.store, folding.add(change, index));
    });
    const outcomes: Outcome[][] = changes.map(() => []);
    const events: NewEvent[] = [];
    // Stores in name order, so that two batches lock their tables in the same order.
    const ordered = [...foldings.values()].sort((a, b) => (a.store.aggregate < b.store.aggregate ? -1 : 1));
    for (const folding of ordered) await folding.load(tx);
    changes.forEach((change, index) =>
      foldings.get(change.store)?.fold(change, index, outcomes[index] ?? []),
    );
    for (const folding of ordered) events.push(...(await folding.save(tx)));
    await this.bus.publish(tx, events);
    await enqueueEffects(
      tx,
      ordered.flatMap((folding) => folding.effects),
    );
    metrics.changes.inc(changes.length);
    return outcomes;
  }
}
