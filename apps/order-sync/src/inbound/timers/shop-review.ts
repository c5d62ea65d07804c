import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Clock } from '@cartrail/kernel';
import { applyByTenant, change, type AggregateStore, type Commands, type Timers } from '@cartrail/messaging';
import type { ShopsAtRisk } from '../../application/ports.js';
import { review, type ConnectedShop, type ShopFact } from '../../domain/shop.js';

const EVERY_MS = 5_000;

/** Tells once of shops whose authorisation ends, is lost, or is back. */
export class ShopReview implements OnApplicationBootstrap {
  constructor(
    private readonly timers: Timers,
    private readonly commands: Commands,
    private readonly store: AggregateStore<ConnectedShop, ShopFact>,
    private readonly parts: {
      readonly shops: ShopsAtRisk;
      readonly clock: Clock;
      /** Machine time. */
      readonly now: () => number;
    },
  ) {}

  onApplicationBootstrap(): void {
    this.timers.runEvery('shops.review', EVERY_MS, () => this.turn());
  }

  private async turn(): Promise<void> {
    const { shops, clock } = this.parts;
    const now = { machine: this.parts.now(), business: clock.now() };
    await applyByTenant(this.commands, await shops.toReview(now.machine), ({ shopId }, cause) =>
      change({ store: this.store, find: { id: shopId }, cause, decide: (shop) => review(shop, now) }),
    );
  }
}
