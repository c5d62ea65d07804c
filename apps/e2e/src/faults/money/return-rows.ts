import { query } from '../evidence.js';

/** How far a return has come, by its service's own database. */
export interface ReturnRow {
  readonly orderId: string;
  readonly returnId: string;
  readonly status: string;
  /** Of the courier that is on his way or has been; null where there is none. */
  readonly pickup: string | null;
  readonly number: string | null;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
}

export async function returnRows(url: string, orderIds: readonly string[]): Promise<ReturnRow[]> {
  const rows = await query<Omit<ReturnRow, 'number' | 'lines'> & { doc: string }>(
    url,
    `SELECT r.order_id AS "orderId", r.id AS "returnId", r.status, r.doc, p.status AS pickup
       FROM return_case r LEFT JOIN pickup p ON p.tenant_id = r.tenant_id AND p.return_id = r.id AND p.active
      WHERE r.order_id = ANY ($1::uuid[])`,
    [orderIds],
  );
  return rows.map(({ doc, ...row }) => {
    const { parcel, lines } = JSON.parse(doc) as { parcel?: { number: string }; lines: ReturnRow['lines'] };
    return { ...row, number: parcel?.number ?? null, lines };
  });
}
