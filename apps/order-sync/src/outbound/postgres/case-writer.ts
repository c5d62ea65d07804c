import type { Clock } from '@cartrail/kernel';
import { change, setTenants, type AnyChange, type ChangeShell, type EventBus } from '@cartrail/messaging';
import type { DataSource, EntityManager } from 'typeorm';
import type { BatchWriter, ClaimedCase, PullFailure, ReadCase } from '../../application/ports.js';
import type { CaseOrder } from '../../domain/after-sale.state.js';
import { hint, type PendingPull } from '../../domain/pull.js';
import type { CaseChanges } from './case-changes.js';
import { findCaseOrders, orderText } from './case-orders.js';
import { casePulls, finishPulls } from './pull-queue.js';
import { runAgain } from './run-again.js';
import { counting, pullStore } from './stores.js';

/** The order is asked for in the same transaction, so it is here soon; longer each time it is not. */
const waitMs = (attempts: number): number => Math.min(1_000 * 2 ** Math.min(attempts, 10), 600_000);

type Waiting = readonly PullFailure<ClaimedCase>[];

/** Takes a batch of read cases through the shell: one transaction, a constant number of statements. */
export class PostgresCaseWriter implements BatchWriter<ReadCase, ClaimedCase> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shell: ChangeShell,
    private readonly bus: EventBus,
    private readonly changes: CaseChanges,
    private readonly clock: Clock,
  ) {}

  async write(batch: readonly ReadCase[], answered: readonly ClaimedCase[]): Promise<Waiting> {
    const tenants = [...new Set(answered.map(({ tenantId }) => tenantId))];
    if (tenants.length === 0) return [];
    const waiting = await runAgain(() => this.once(tenants, batch, answered));
    this.bus.written();
    return waiting;
  }

  private once(
    tenants: readonly string[],
    batch: readonly ReadCase[],
    answered: readonly ClaimedCase[],
  ): Promise<Waiting> {
    return this.dataSource.transaction(async (tx) => {
      await setTenants(tx, tenants);
      const orders = await this.learn(tx, batch);
      const waiting = answered.flatMap((pull) => waitingFor(pull, batch, orders));
      const waits = new Set(waiting.map(({ pull }) => pull));
      await this.shell.apply(
        tx,
        tenants,
        batch.flatMap((read) => this.changesOf(read, orders)),
      );
      await finishPulls(
        tx,
        casePulls,
        answered.filter((pull) => !waits.has(pull)),
      );
      return waiting;
    });
  }

  private learn(tx: EntityManager, batch: readonly ReadCase[]): Promise<ReadonlyMap<string, CaseOrder>> {
    const wanted = batch.map(keyOf);
    return findCaseOrders((sql, parameters) => tx.query(sql, parameters), wanted);
  }

  private changesOf(read: ReadCase, orders: ReadonlyMap<string, CaseOrder>): AnyChange[] {
    const { shop, pulled, cause } = read;
    const { seen, unmapped } = pulled;
    if (!seen) return counting(shop.tenantId, unmapped, cause, this.clock.now());
    const order = orders.get(orderText(keyOf(read)));
    if (!order) return [askForOrder(read)];
    const strange = seen.lines
      .filter(({ platformLineId }) => !order.lineIds.has(platformLineId))
      .map(({ platformLineId }) => ({ what: 'after-sale-line', value: platformLineId }));
    return [
      this.changes.imported({ ...seen, first: { via: read.via, at: this.clock.now() } }, order, cause),
      ...counting(shop.tenantId, [...unmapped, ...strange], cause, this.clock.now()),
    ];
  }
}

const keyOf = ({ shop, pulled }: ReadCase) => ({
  tenantId: shop.tenantId,
  shopId: shop.shopId,
  platformOrderId: pulled.platformOrderId,
});

function waitingFor(
  pull: ClaimedCase,
  batch: readonly ReadCase[],
  orders: ReadonlyMap<string, CaseOrder>,
): Waiting {
  const read = batch.find(
    ({ shop, pulled }) =>
      shop.shopId === pull.shopId && pulled.platformAfterSaleId === pull.platformAfterSaleId,
  );
  if (!read?.pulled.seen || orders.has(orderText(keyOf(read)))) return [];
  return [{ pull, reason: 'its order is not here yet', retryAfterMs: waitMs(pull.attempts) }];
}

function askForOrder({ shop, via, pulled, cause }: ReadCase): AnyChange {
  const { platformOrderId } = pulled;
  const id = `${shop.shopId}/${platformOrderId}`;
  return change<PendingPull, never>({
    store: pullStore,
    find: { id },
    createAs: id,
    cause,
    decide: (state) =>
      hint(state, { shopId: shop.shopId, platformOrderId, via, correlationId: cause.correlationId }),
  });
}
