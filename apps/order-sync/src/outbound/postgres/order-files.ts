import type { Query, Reader } from '@cartrail/messaging';
import type { OrderFile, OrderFiles } from '../../application/ports.js';
import type { Shipment } from '../../domain/shipment.js';
import { toOrder, type LineRow, type OrderRow, type ParcelRow } from './order.rows.js';
import { toShipment, type ShipmentRow } from './shipment.store.js';
import { SHOP_COLUMNS, toShopRef, type ShopRefRow } from './shop-refs.js';

const partsOf = <R>(query: Query, table: string, ids: readonly [string, string]): Promise<R[]> =>
  query<R>(`SELECT * FROM ${table} WHERE tenant_id = $1 AND order_id = $2 ORDER BY position`, ids);

/** One order at a time, for whoever ships it. */
export class PostgresOrderFiles implements OrderFiles {
  constructor(private readonly reader: Reader) {}

  order(tenantId: string, orderId: string): Promise<OrderFile | undefined> {
    return this.reader.read(tenantId, async (query) => {
      const [row] = await query<OrderRow & ShopRefRow>(
        `SELECT orders.*, ${SHOP_COLUMNS} FROM orders
           JOIN shop ON shop.tenant_id = orders.tenant_id AND shop.id = orders.shop_id
          WHERE orders.tenant_id = $1 AND orders.id = $2`,
        [tenantId, orderId],
      );
      if (!row) return undefined;
      const ids = [tenantId, orderId] as const;
      const lines = await partsOf<LineRow>(query, 'order_line', ids);
      const parcels = await partsOf<ParcelRow>(query, 'order_parcel', ids);
      const { state } = toOrder(row, lines, parcels);
      return {
        shop: toShopRef(row),
        platformOrderId: state.platformOrderId,
        lines: state.lines,
        parcels: state.parcels,
      };
    });
  }

  async shipment(tenantId: string, shipmentId: string): Promise<Shipment | undefined> {
    const rows = await this.reader.read(tenantId, (query) =>
      query<ShipmentRow>('SELECT * FROM shipment WHERE tenant_id = $1 AND id = $2', [tenantId, shipmentId]),
    );
    return rows[0] && toShipment(rows[0]);
  }

  async shipments(
    tenantId: string,
    orderId: string,
  ): Promise<readonly (Shipment & { readonly id: string })[]> {
    const rows = await this.reader.read(tenantId, (query) =>
      query<ShipmentRow>(
        'SELECT * FROM shipment WHERE tenant_id = $1 AND order_id = $2 ORDER BY asked_at, id',
        [tenantId, orderId],
      ),
    );
    return rows.map((row) => ({ id: row.id, ...toShipment(row) }));
  }
}
