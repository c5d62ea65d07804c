import type { Arrival, ExpectedLine, ParcelNumber } from '../../domain/arrival.js';

export interface ArrivalRow {
  readonly tenant_id: string;
  readonly return_id: string;
  readonly order_id: string;
  readonly shop_id: string;
  readonly after_sale_id: string | null;
  readonly status: string;
  readonly warehouse_code: string | null;
  readonly lines: string;
  readonly heard: string;
  readonly signed_by: string | null;
  /** JSON: its parcels, oldest first. */
  readonly numbers: readonly ParcelNumber[];
}

/** One arrival with its parcels; `a` is the arrival. */
export const arrivalColumns = `
  a.tenant_id, a.return_id, a.order_id, a.shop_id, a.after_sale_id, a.status, a.warehouse_code, a.lines, a.heard, a.signed_by,
  (SELECT COALESCE(json_agg(json_build_object('number', n.number, 'carrier', n.carrier) ORDER BY n.place), '[]')
     FROM arrival_number n WHERE n.tenant_id = a.tenant_id AND n.return_id = a.return_id) AS numbers`;

export const toArrival = (row: ArrivalRow): Arrival => ({
  returnId: row.return_id,
  orderId: row.order_id,
  shopId: row.shop_id,
  afterSaleId: row.after_sale_id ?? undefined,
  status: row.status,
  warehouseCode: row.warehouse_code ?? undefined,
  lines: JSON.parse(row.lines) as ExpectedLine[],
  numbers: row.numbers,
  signedBy: row.signed_by ?? undefined,
  heard: Number(row.heard),
});
