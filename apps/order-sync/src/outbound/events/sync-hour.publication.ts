import {
  ShopGapClosed,
  ShopGapOpened,
  type ShopGapClosedData,
  type ShopGapOpenedData,
} from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { SyncHour, SyncHourFact } from '../../domain/sync-hour.js';
import type { Fields } from './fields.js';

export function publishSyncHourFact(fact: SyncHourFact, gapId: string, held: SyncHour): Publication {
  const gap = { gapId, shopId: held.shopId, stream: held.stream, hour: toIso(held.hour) };
  switch (fact.type) {
    case 'ShopGapOpened': {
      const data = { ...gap, missing: fact.missing, since: toIso(fact.since) };
      return {
        event: ShopGapOpened,
        data: data satisfies Fields<ShopGapOpenedData>,
        occurredAt: held.checkedAt,
      };
    }
    case 'ShopGapClosed': {
      const data = { ...gap, closedAt: toIso(fact.closedAt) };
      return {
        event: ShopGapClosed,
        data: data satisfies Fields<ShopGapClosedData>,
        occurredAt: fact.closedAt,
      };
    }
  }
}
