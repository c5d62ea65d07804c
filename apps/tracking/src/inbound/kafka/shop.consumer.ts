import { Inject } from '@nestjs/common';
import {
  ShopAuthorisationEnding,
  ShopAuthorisationLost,
  ShopAuthorised,
  ShopDisconnected,
  ShopGapClosed,
  ShopGapOpened,
  topics,
  type EventEnvelope,
  type EventOf,
} from '@cartrail/contracts';
import { fromIso } from '@cartrail/kernel';
import { causeOf, change, Consumes, On, type AnyChange } from '@cartrail/messaging';
import { heardOfShop, type ShopConcern } from '../../domain/shop-concern.js';
import { CONCERNS, type ConcernStore } from '../stores.js';

/** Hears which shops need a person: whose merchant must authorise again, and whose orders are missing. */
@Consumes(topics.shopEvents, { group: 'tracking.orders' })
export class ShopConsumer {
  constructor(@Inject(CONCERNS) private readonly concerns: ConcernStore) {}

  @On(ShopAuthorised)
  authorised(event: EventOf<typeof ShopAuthorised>): AnyChange[] {
    return this.heard(event, event.data.shopId, {}, 'authorised');
  }

  @On(ShopAuthorisationEnding)
  ending(event: EventOf<typeof ShopAuthorisationEnding>): AnyChange[] {
    const since = { SHOP_AUTHORISATION_ENDING: fromIso(event.data.noticedAt) };
    return this.heard(event, event.data.shopId, since, 'ending');
  }

  @On(ShopAuthorisationLost)
  lost(event: EventOf<typeof ShopAuthorisationLost>): AnyChange[] {
    const since = { SHOP_AUTHORISATION_LOST: fromIso(event.data.lostAt) };
    return this.heard(event, event.data.shopId, since, 'lost');
  }

  @On(ShopDisconnected)
  disconnected(event: EventOf<typeof ShopDisconnected>): AnyChange[] {
    return this.heard(event, event.data.shopId, {}, 'disconnected');
  }

  @On(ShopGapOpened)
  gapOpened(event: EventOf<typeof ShopGapOpened>): AnyChange[] {
    return this.heard(event, event.data.gapId, { SHOP_SYNC_GAP: fromIso(event.data.since) }, 'open');
  }

  @On(ShopGapClosed)
  gapClosed(event: EventOf<typeof ShopGapClosed>): AnyChange[] {
    return this.heard(event, event.data.gapId, {}, 'closed');
  }

  private heard(
    event: EventEnvelope<{ readonly shopId: string }>,
    subjectId: string,
    since: ShopConcern['since'],
    news: string,
  ): AnyChange[] {
    const heard = { shopId: event.data.shopId, since, news, sequence: Number(event.sequence) };
    return [
      change({
        store: this.concerns,
        find: { id: subjectId },
        createAs: subjectId,
        cause: causeOf(event),
        decide: (concern) => heardOfShop(concern, heard),
      }),
    ];
  }
}
