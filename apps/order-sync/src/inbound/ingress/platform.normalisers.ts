import { Inject, type Type } from '@nestjs/common';
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
  OpenPlatform,
  PlatformConnection,
  Platforms,
  PullMetrics,
  PushHint,
  ReadPush,
  PushedShops,
  ShopRef,
  Unmapped,
} from '../../application/ports.js';
import { platformIds, type PlatformId } from '../../domain/platform.js';
import { hint, type PendingCase, type PendingPull } from '../../domain/pull.js';
import { countUnmapped } from '../../domain/unmapped.js';
import { CLOCK, METRICS, PLATFORMS, PUSHED_SHOPS, Stores } from '../stores.js';

interface ReadRow extends ReadPush {
  /** Whose application was pushed to; absent: the operator's. */
  readonly tenantId?: string;
}

/** A push is a hint: it only says which orders and cases to ask for. What names no order of ours stays parked with its bytes. */
abstract class PlatformNormaliser implements Normaliser {
  protected abstract readonly platform: PlatformId;
  private shops: ReadonlyMap<string, ShopRef> = new Map();
  private read: ReadonlyMap<string, ReadRow> = new Map();

  constructor(
    @Inject(PLATFORMS) private readonly platforms: Platforms,
    @Inject(PUSHED_SHOPS) private readonly directory: PushedShops,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(METRICS) private readonly metrics: PullMetrics,
    private readonly stores: Stores,
  ) {}

  async prepare(rows: readonly IngressRow[]): Promise<void> {
    const read = new Map<string, ReadRow>();
    const connections = await this.platforms.connections(
      this.platform,
      rows.map(({ connectionId }) => connectionId),
    );
    for (const row of rows) {
      const connection = connections.get(row.connectionId);
      read.set(row.id, { ...readWith(connection, row.body), tenantId: connection?.tenantId });
    }
    const ids = [...read.values()].flatMap(({ hints }) => hints.map(({ vendorShopId }) => vendorShopId));
    this.shops = await this.directory.find(this.platform, [...new Set(ids)]);
    this.read = read;
    await this.directory.pushed([...read.values()].flatMap((row) => this.known(row).map(({ shop }) => shop)));
  }

  normalise(rows: readonly IngressRow[]): readonly Normalised[] {
    return rows.map((row) => this.normaliseRow(this.read.get(row.id) ?? { hints: [], unmapped: [] }));
  }

  private normaliseRow({ hints, unmapped, tenantId }: ReadRow): Normalised {
    for (const { what } of unmapped) this.metrics.unmapped(this.platform, what);
    const known = this.known({ hints, tenantId });
    const first = known[0];
    if (!first) return { kind: 'park', reason: this.whyParked(hints, unmapped) };
    const cause = { tenantId: first.shop.tenantId, correlationId: newId(), causationId: newId() };
    const changes = [
      ...known.flatMap(({ shop, given }) => this.pulls(shop, given, { ...cause, tenantId: shop.tenantId })),
      ...unmapped.map((value) => this.count(value, cause)),
    ];
    return { kind: 'ok', changes };
  }

  private known({ hints, tenantId }: Pick<ReadRow, 'hints' | 'tenantId'>) {
    return hints.flatMap((given) => {
      const shop = this.shops.get(given.vendorShopId);
      // A tenant's own application speaks of that tenant's shops and of no other's.
      return shop && (tenantId ?? shop.tenantId) === shop.tenantId ? [{ shop, given }] : [];
    });
  }

  private whyParked(hints: readonly PushHint[], unmapped: readonly Unmapped[]): string {
    if (hints.length > 0) this.metrics.unmapped(this.platform, 'shop');
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
      decide: (state) => hint(state, { shopId, platformOrderId, correlationId, via: 'push' }),
    });
    if (!afterSale) return [order];
    const wanted = { shopId, platformOrderId, correlationId, via: 'push' as const, ...afterSale };
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

const UNREAD: ReadPush = { hints: [], unmapped: [{ what: 'push-body', value: 'no application reads it' }] };

/** Where a platform seals its pushes, one that came before a rotation opens with the credentials before. */
function readWith(connection: PlatformConnection | undefined, body: string): ReadPush {
  const now = reader(connection?.current)?.read(body) ?? UNREAD;
  if (now.hints.length > 0 || !connection?.previous) return now;
  const before = reader(connection.previous)?.read(body);
  return before && before.hints.length > 0 ? before : now;
}

const reader = (platform: OpenPlatform | undefined) => platform?.door ?? platform?.channel;

/** One class per platform, because one class normalises one provider's pushes. */
function normaliserOf(platform: PlatformId): Type<Normaliser> {
  @NormalisesIngress(platform)
  class Named extends PlatformNormaliser {
    protected readonly platform = platform;
  }
  return Named;
}

export const platformNormalisers: readonly Type<Normaliser>[] = platformIds.map(normaliserOf);
