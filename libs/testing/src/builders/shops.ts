import {
  ShopAuthorisationEnding,
  ShopAuthorisationLost,
  ShopAuthorised,
  ShopDisconnected,
  ShopGapClosed,
  ShopGapOpened,
  type ShopAuthorisationEndingData,
  type ShopAuthorisationLostData,
  type ShopAuthorisedData,
  type ShopDisconnectedData,
  type ShopGapClosedData,
  type ShopGapOpenedData,
} from '@cartrail/contracts';
import { DAY, newId, toIso } from '@cartrail/kernel';
import { anEvent, TEST_MORNING, type About } from './an-event.js';

const now = toIso(TEST_MORNING);

const ref = () => ({ shopId: newId(), platform: 'douyin', vendorShopId: '4463798', name: '一号店' });

export function aShopAuthorised(data: Partial<ShopAuthorisedData> = {}, about?: About) {
  const whole: ShopAuthorisedData = { ...ref(), authorisedAt: now, ...data };
  return anEvent(ShopAuthorised, whole.shopId, whole, about);
}

export function aShopAuthorisationEnding(data: Partial<ShopAuthorisationEndingData> = {}, about?: About) {
  const endsAt = toIso(TEST_MORNING + 3 * DAY);
  const whole: ShopAuthorisationEndingData = { ...ref(), endsAt, noticedAt: now, ...data };
  return anEvent(ShopAuthorisationEnding, whole.shopId, whole, about);
}

export function aShopAuthorisationLost(data: Partial<ShopAuthorisationLostData> = {}, about?: About) {
  const whole: ShopAuthorisationLostData = { ...ref(), reason: 'refused', lostAt: now, ...data };
  return anEvent(ShopAuthorisationLost, whole.shopId, whole, about);
}

export function aShopDisconnected(data: Partial<ShopDisconnectedData> = {}, about?: About) {
  const whole: ShopDisconnectedData = { ...ref(), disconnectedAt: now, ...data };
  return anEvent(ShopDisconnected, whole.shopId, whole, about);
}

const gap = () => ({ gapId: newId(), shopId: newId(), stream: 'orders', hour: now });

export function aShopGapOpened(data: Partial<ShopGapOpenedData> = {}, about?: About) {
  const whole: ShopGapOpenedData = { ...gap(), missing: 3, since: now, ...data };
  return anEvent(ShopGapOpened, whole.gapId, whole, about);
}

export function aShopGapClosed(data: Partial<ShopGapClosedData> = {}, about?: About) {
  const whole: ShopGapClosedData = { ...gap(), closedAt: now, ...data };
  return anEvent(ShopGapClosed, whole.gapId, whole, about);
}
