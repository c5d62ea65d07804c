import type { EntityManager } from 'typeorm';
import type { Watch } from '../../domain/watch.js';

export interface StoredWatch {
  readonly tenantId: string;
  readonly watch: Watch;
}

const PUT = `
  INSERT INTO watch (tenant_id, subject_id, detector, lane, since, news, waybill_id, return_id, pickup_id, order_ids, shop_id,
                     number, carrier, quote_fen, charged_fen)
  SELECT tenant_id, subject_id, detector, lane, to_timestamp(since / 1000), news, waybill_id, return_id, pickup_id,
         string_to_array(order_ids, ','), shop_id, number, carrier, quote_fen, charged_fen
    FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::float8[], $6::text[], $7::uuid[], $8::uuid[], $9::uuid[],
                $10::text[], $11::text[], $12::text[], $13::text[], $14::bigint[], $15::bigint[])
      AS given (tenant_id, subject_id, detector, lane, since, news, waybill_id, return_id, pickup_id, order_ids, shop_id, number,
                carrier, quote_fen, charged_fen)
  ON CONFLICT (tenant_id, subject_id, detector) DO UPDATE
    SET lane = excluded.lane, since = excluded.since, news = excluded.news, return_id = excluded.return_id,
        order_ids = excluded.order_ids, shop_id = excluded.shop_id, number = excluded.number, carrier = excluded.carrier,
        quote_fen = excluded.quote_fen, charged_fen = excluded.charged_fen`;

/** What subjects wait for, beside the subjects and in their transaction: one statement for any number of them. */
export async function putWatches(tx: EntityManager, rows: readonly StoredWatch[]): Promise<void> {
  if (rows.length === 0) return;
  const watches = rows.map(({ watch }) => watch);
  await tx.query(PUT, [
    rows.map(({ tenantId }) => tenantId),
    watches.map(({ subjectId }) => subjectId),
    watches.map(({ detector }) => detector),
    watches.map(({ lane }) => lane),
    watches.map(({ since }) => since ?? null),
    watches.map(({ news }) => news),
    watches.map(({ waybillId }) => waybillId ?? null),
    watches.map(({ returnId }) => returnId ?? null),
    watches.map(({ pickupId }) => pickupId ?? null),
    watches.map(({ orderIds }) => orderIds.join(',')),
    watches.map(({ shopId }) => shopId ?? null),
    watches.map(({ number }) => number ?? null),
    watches.map(({ carrier }) => carrier ?? null),
    watches.map(({ quoteFen }) => quoteFen ?? null),
    watches.map(({ chargedFen }) => chargedFen ?? null),
  ]);
}
