import {
  ShopAuthorisationEnding,
  ShopAuthorisationLost,
  ShopAuthorised,
  ShopDisconnected,
  type ShopAuthorisationEndingData,
  type ShopAuthorisationLostData,
  type ShopAuthorisedData,
  type ShopDisconnectedData,
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
