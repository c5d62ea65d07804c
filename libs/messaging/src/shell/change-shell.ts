import type { EntityManager } from 'typeorm';
import { setTenants } from '../database/transactions.js';
import { enqueueEffects } from '../effects/enqueue.js';
import { metrics } from '../metrics/metrics.js';
import type { EventBus, NewEvent } from '../outbox/event-bus.js';
import { Folding } from './folding.js';
import { ChangeFailed, type AnyChange, type Outcome } from './types.js';

/**
 * Turns any number of changes into a constant number of statements per store touched: resolve natural keys, lock
 * and load in id order, fold in memory in the order given, do the same for the changes those lead to (`then`), write
 * rows, outbox and effects. The caller owns the transaction. Throws {@link ChangeFailed} naming the change whose pure code threw.
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
    const outcomes: Outcome[][] = changes.map(() => []);
    const foldings = new Map<AnyChange['store'], Folding>();
    let wave: Wave = changes.map((change, index) => ({ change, index, outcomes: outcomes[index] ?? [] }));
    for (let depth = 0; wave.length > 0; depth++) {
      if (depth === DEEPEST)
        throw new ChangeFailed(wave[0]?.index ?? 0, new Error('changes lead in a circle'));
      wave = await foldWave(tx, foldings, wave);
    }
    const ordered = inNameOrder(foldings.values());
    const events: NewEvent[] = [];
    for (const folding of ordered) events.push(...(await folding.save(tx)));
    await this.bus.publish(tx, events);
    await enqueueEffects(
      tx,
      this.bus,
      ordered.flatMap((folding) => folding.effects),
    );
    metrics.changes.inc(changes.length);
    return outcomes;
  }
}

/**
 * How far changes may lead to changes: what a whole batch costs stays constant. The longest way in use takes six waves
 * (returns: a courier takes goods while another was to come); what takes more than eight leads in a circle.
 */
const DEEPEST = 8;

/** `index` is that of the given change which led here. */
type Wave = readonly {
  readonly change: AnyChange;
  readonly index: number;
  readonly outcomes: Outcome[];
}[];

async function foldWave(
  tx: EntityManager,
  foldings: Map<AnyChange['store'], Folding>,
  wave: Wave,
): Promise<Wave> {
  const touched = new Set<Folding>();
  for (const { change } of wave) {
    const folding = foldings.get(change.store) ?? new Folding(change.store);
    foldings.set(change.store, folding.add(change));
    touched.add(folding);
  }
  for (const folding of inNameOrder(touched)) await folding.load(tx);
  return wave.flatMap(({ change, index, outcomes }) => {
    const next = foldings.get(change.store)?.fold(change, index, outcomes) ?? [];
    return next.map((change) => ({ change, index, outcomes: [] }));
  });
}

/** Two batches lock their tables in the same order. */
const inNameOrder = (foldings: Iterable<Folding>): Folding[] =>
  [...foldings].sort((a, b) => (a.store.aggregate < b.store.aggregate ? -1 : 1));
