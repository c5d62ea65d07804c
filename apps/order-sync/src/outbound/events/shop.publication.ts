import {
  ShopAuthorisationEnding,
  ShopAuthorisationLost,
  ShopAuthorised,
  ShopDisconnected,
  type ShopAuthorisationEndingData,
  type ShopAuthorisationLostData,
  type ShopAuthorisedData,
  type ShopDisconnectedData,
  type ShopRef,
} from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { ConnectedShop, ShopFact } from '../../domain/shop.js';
import type { Fields } from './fields.js';

const refOf = (shopId: string, { platform, vendorShopId, name }: ConnectedShop) =>
  ({ shopId, platform, vendorShopId, name }) satisfies Fields<ShopRef>;

export function publishShopFact(fact: ShopFact, id: string, shop: ConnectedShop): Publication {
  const ref = refOf(id, shop);
  const at = toIso(fact.at);
  switch (fact.type) {
    case 'ShopAuthorised': {
      const endsAt = fact.endsAt === undefined ? undefined : toIso(fact.endsAt);
      const data = { ...ref, authorisedAt: at, endsAt } satisfies Fields<ShopAuthorisedData>;
      return { event: ShopAuthorised, data, occurredAt: fact.at };
    }
    case 'ShopAuthorisationEnding': {
      const data = {
        ...ref,
        endsAt: toIso(fact.endsAt),
        noticedAt: at,
      } satisfies Fields<ShopAuthorisationEndingData>;
      return { event: ShopAuthorisationEnding, data, occurredAt: fact.at };
    }
    case 'ShopAuthorisationLost': {
      const data = { ...ref, reason: fact.reason, lostAt: at } satisfies Fields<ShopAuthorisationLostData>;
      return { event: ShopAuthorisationLost, data, occurredAt: fact.at };
    }
    case 'ShopDisconnected': {
      const data = { ...ref, disconnectedAt: at } satisfies Fields<ShopDisconnectedData>;
      return { event: ShopDisconnected, data, occurredAt: fact.at };
    }
  }
}
