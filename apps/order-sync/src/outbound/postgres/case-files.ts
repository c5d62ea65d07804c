import type { Reader } from '@cartrail/messaging';
import type { CaseFile, CaseFiles, ShopRef } from '../../application/ports.js';
import type { CaseOrder, ObservedCase } from '../../domain/after-sale.state.js';
import type { CaseAction } from '../../domain/case-action.js';
import type { Refund } from '../../domain/refund.js';
import { toAfterSale, type AfterSaleRow } from './after-sale.store.js';
import { findCaseOrders, orderText } from './case-orders.js';
import { toRefund, type RefundRow } from './refund.store.js';
import { SHOP_COLUMNS, toShopRef, type ShopRefRow } from './shop-refs.js';

/** One case or refund at a time, for whoever acts on it. */
export class PostgresCaseFiles implements CaseFiles {
  constructor(private readonly reader: Reader) {}

  async afterSale(tenantId: string, afterSaleId: string): Promise<CaseFile | undefined> {
    const rows = await this.reader.read(tenantId, (query) =>
      query<AfterSaleRow & ShopRefRow & { warehouse_code: string | null }>(
        `SELECT held.*, ${SHOP_COLUMNS}, orders.warehouse_code
           FROM after_sale held
           JOIN shop ON shop.tenant_id = held.tenant_id AND shop.id = held.shop_id
           JOIN orders ON orders.tenant_id = held.tenant_id AND orders.id = held.order_id
          WHERE held.tenant_id = $1 AND held.id = $2`,
        [tenantId, afterSaleId],
      ),
    );
    const row = rows[0];
    if (!row) return undefined;
    return {
      shop: toShopRef(row),
      afterSale: toAfterSale(row),
      warehouseCode: row.warehouse_code ?? undefined,
    };
  }

  async refund(tenantId: string, refundId: string): Promise<Refund | undefined> {
    const rows = await this.reader.read(tenantId, (query) =>
      query<RefundRow>('SELECT * FROM refund WHERE tenant_id = $1 AND id = $2', [tenantId, refundId]),
    );
    return rows[0] && toRefund(rows[0]);
  }

  async actions(tenantId: string, afterSaleId: string): Promise<readonly CaseAction[]> {
    const rows = await this.reader.read(tenantId, (query) =>
      query<{ actions: readonly CaseAction[] }>(
        'SELECT actions FROM case_action WHERE tenant_id = $1 AND id = $2',
        [tenantId, afterSaleId],
      ),
    );
    return rows[0]?.actions ?? [];
  }

  async returnAddress(
    { tenantId, platform }: ShopRef,
    warehouseCode: string,
  ): Promise<{ readonly addressId?: string } | undefined> {
    const rows = await this.reader.read(tenantId, (query) =>
      query<{ address_id: string | null }>(
        `SELECT platform_address_ids ->> $3 AS address_id FROM warehouse WHERE tenant_id = $1 AND code = $2`,
        [tenantId, warehouseCode, platform],
      ),
    );
    return rows[0] && { addressId: rows[0].address_id ?? undefined };
  }

  /** The order of a case that was read: every case we hold has one. */
  async orderOf(tenantId: string, seen: ObservedCase): Promise<CaseOrder | undefined> {
    const key = { tenantId, shopId: seen.shopId, platformOrderId: seen.platformOrderId };
    const orders = await this.reader.read(tenantId, (query) =>
      findCaseOrders((sql, parameters) => query(sql, parameters), [key]),
    );
    return orders.get(orderText(key));
  }
}
