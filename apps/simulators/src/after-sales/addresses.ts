import { cityOf } from '../orders/cities.js';
import { digits, seeded } from '../state/seeded.js';
import type { Shop } from '../state/model.js';

/** An entry of the merchant's address book. */
export interface ShopAddress {
  addressId: string;
  receiver: string;
  phone: string;
  region: string;
  detail: string;
  isDefault: boolean;
}

const SECOND_WAREHOUSE = '440300';

/** Where returns to a shop may go; the first is where its goods come from. */
export function addressesOf(shop: Shop): ShopAddress[] {
  // Ids are digits, whatever a platform calls its shops.
  const base = /^\d+$/.test(shop.shopId) ? shop.shopId : digits(seeded(`addresses ${shop.shopId}`), 10);
  return [shop.originRegion, SECOND_WAREHOUSE].map((region, index) => ({
    addressId: `${base}0${String(index + 1)}`,
    receiver: '退货组',
    phone: `1390000000${String(index + 1)}`,
    region,
    detail: `${cityOf(region).district}物流园${String(index + 1)}号仓`,
    isDefault: index === 0,
  }));
}
