import { Inject } from '@nestjs/common';
import { newId, type Cause, type Clock } from '@cartrail/kernel';
import {
  change,
  NormalisesIngress,
  type AnyChange,
  type IngressRow,
  type Normalised,
  type Normaliser,
} from '@cartrail/messaging';
import type {
  PullMetrics,
  EventSignDoor,
  PushHint,
  ShopDirectory,
  ShopRef,
  Unmapped,
} from '../../application/ports.js';
import { hint, type PendingCase, type PendingPull } from '../../domain/pull.js';
import { countUnmapped } from '../../domain/unmapped.js';
import { CLOCK, METRICS, PUSH_DOOR, SHOP_DIRECTORY, Stores } from '../stores.js';

/** A push is a hint: it only says which orders and cases to ask for. What names no order of ours stays parked with its bytes. */
@NormalisesIngress('douyin')
export class DouyinNormaliser implements Normaliser {
  private shops: ReadonlyMap<string, ShopRef> = new Map();

  constructor(
    @Inject(PUSH_DOOR) private readonly door: EventSignDoor,
    @Inject(SHOP_DIRECTORY) private readonly directory: ShopDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(METRICS) private readonly metrics: PullMetrics,
    private readonly stores: Stores,
  ) {}

  async prepare(rows: readonly IngressRow[]): Promise<void> {
    const ids = new Set(
      rows.flatMap((row) => this.door.read(row.body).hints.map(({ vendorShopId }) => vendorShopId)),
    );
    this.shops = await this.directory.find([...ids]);
  }

  normalise(rows: readonly IngressRow[]): readonly Normalised[] {
    return rows.map((row) => this.normaliseRow(row));
  }

  private normaliseRow(row: IngressRow): Normalised {
    const { hints, unmapped } = this.door.read(row.body);
    for (const { what } of unmapped) this.metrics.unmapped(what);
    const known = hints.flatMap((given) => {
      const shop = this.shops.get(given.vendorShopId);
      return shop ? [{ shop, given }] : [];
    });
    const first = known[0];
    if (!first) return { kind: 'park', reason: this.whyParked(hints, unmapped) };
    const cause = { tenantId: first.shop.tenantId, correlationId: newId(), causationId: newId() };
    const changes = [
      ...known.flatMap(({ shop, given }) => this.pulls(shop, given, { ...cause, tenantId: shop.tenantId })),
      ...unmapped.map((value) => this.count(value, cause)),
    ];
    return { kind: 'ok', changes };
  }

  private whyParked(hints: readonly PushHint[], unmapped: readonly Unmapped[]): string {
    if (hints.length > 0) this.metrics.unmapped('shop');
    const values = unmapped.map(({ what, value }) => `${what} ${value}`).join(', ');
    return hints.length > 0 ? 'shop not connected' : `names no order: ${values}`;
  }

  private pulls({ shopId }: ShopRef, { platformOrderId, afterSale }: PushHint, cause: Cause): AnyChange[] {
    const { correlationId } = cause;
    const order = change<PendingPull, never>({
      store: this.stores.pulls,
      find: { id: `${shopId}/${platformOrderId}` },
      createAs: `${shopId}/${platformOrderId}`,
      cause,
      decide: (state) => hint(state, { shopId, platformOrderId, correlationId }),
    });
    if (!afterSale) return [order];
    const wanted = { shopId, platformOrderId, correlationId, ...afterSale };
    const id = `${shopId}/${afterSale.platformAfterSaleId}`;
    const ofCase = change<PendingCase, never>({
      store: this.stores.casePulls,
      find: { id },
      createAs: id,
      cause,
      decide: (state) => hint(state, wanted),
    });
    return [order, ofCase];
  }

  private count(value: Unmapped, cause: Cause): AnyChange {
    const id = `${cause.tenantId}/${value.what}/${value.value}`;
    const now = this.clock.now();
    return change({
      store: this.stores.unmapped,
      find: { id },
      createAs: id,
      cause,
      decide: (state) => countUnmapped(state, value, now),
    });
  }
}
