import type { ShopRef } from '../../application/ports.js';

/** What names a shop in every query that joins it. */
export interface ShopRefRow {
  readonly tenant_id: string;
  readonly shop_id: string;
  readonly vendor_shop_id: string;
  readonly platform: ShopRef['platform'];
  readonly application_id: string | null;
}

/** Of the table `shop`, beside its tenant and id. */
export const SHOP_COLUMNS = 'shop.vendor_shop_id, shop.platform, shop.application_id';

export const toShopRef = (row: ShopRefRow): ShopRef => ({
  tenantId: row.tenant_id,
  shopId: row.shop_id,
  vendorShopId: row.vendor_shop_id,
  platform: row.platform,
  ...(row.application_id !== null && { applicationId: row.application_id }),
});
