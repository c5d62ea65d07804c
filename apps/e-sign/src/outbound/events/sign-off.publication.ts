import { ParcelSignedOff, SignOffSuperseded } from '@cartrail/contracts';
import { fromIso, toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { RecordItem } from '../../domain/record.js';
import type { Signed } from '../../domain/desk.js';
import type { SupersededFact } from '../../domain/supersede.js';

/** The record without whoever signed it: who, and what they wrote, stays here. */
export function toSignedPublication({ record, sealed }: Signed): Publication {
  const data = {
    signOffId: record.record_id,
    returnIds: record.return_ids,
    orderIds: record.order_ids,
    number: record.waybill,
    carrier: record.carrier,
    warehouseCode: record.warehouse_id,
    announced: record.announced,
    lines: record.items.map(toLine),
    recordHash: sealed.hash,
    photoCount: record.photos.length,
    flags: record.flags,
    supersedes: record.supersedes,
    signedAt: record.signed_at,
  };
  return { event: ParcelSignedOff, data, occurredAt: fromIso(record.signed_at) };
}

const toLine = ({ return_id, line_id, sku, expected, received, verdict, reasons }: RecordItem) => ({
  returnId: return_id,
  lineId: line_id,
  merchantSkuCode: sku,
  expected,
  received,
  verdict,
  reasons,
});

export function toSupersededPublication(fact: SupersededFact, signOffId: string): Publication {
  const { by, returnIds, orderIds, why, at } = fact;
  const data = { signOffId, supersededBy: by, returnIds, orderIds, why, supersededAt: toIso(at) };
  return { event: SignOffSuperseded, data, occurredAt: at };
}
