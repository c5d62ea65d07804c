import type { FoundRecord, PhotoLinks } from '../../application/ports.js';
import type { RecordItem, RecordPhoto } from '../../domain/record.js';

/** What a record says in our own words, the record itself, and what proves it. */
export function toView({ record, personal, supersededBy, ...proof }: FoundRecord, links: PhotoLinks): object {
  const { tenant_id: tenantId, record_id: signOffId } = record;
  const words = personal.state === 'kept' ? personal.words : undefined;
  return {
    signOffId,
    announced: record.announced,
    returnIds: record.return_ids,
    orderIds: record.order_ids,
    number: record.waybill,
    carrier: record.carrier,
    warehouseCode: record.warehouse_id,
    signedAt: record.signed_at,
    signer: { id: record.signer_id, role: record.signer_role, name: words?.signerName },
    notes: words?.notes,
    why: words?.why,
    personal: personal.state,
    flags: record.flags,
    supersedes: record.supersedes,
    supersededBy,
    lines: record.items.map(toLine),
    photos: record.photos.map((photo) => ({
      ...toPhoto(photo),
      url: links.path({ tenantId, signOffId, sha256: photo.sha256 }),
    })),
    recordHash: proof.hash,
    logIndex: record.log_index,
    // An authenticated account and our own key: not a "reliable e-signature" in the sense of the law.
    signature: { level: 'L1', alg: proof.alg, keyId: proof.keyId, value: proof.signature },
    record,
  };
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

const toPhoto = (photo: RecordPhoto) => ({
  sha256: photo.sha256,
  kind: photo.kind,
  reason: photo.reason,
  mime: photo.mime,
  bytes: photo.bytes,
  width: photo.width,
  height: photo.height,
  capturedAt: photo.captured_at,
  takenAt: photo.exif_time,
  liveCapture: photo.live_capture,
  flags: photo.flags,
});
