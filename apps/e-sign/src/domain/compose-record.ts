import { toIso, type Instant } from '@cartrail/kernel';
import type { Arrival } from './arrival.js';
import type { Desk, Signing } from './desk.js';
import type { Matched } from './expectation.js';
import { drifts, flagsOfPhoto, type Flag } from './flags.js';
import type { Picture, StatedParcel, StatedPhoto } from './parcel.js';
import { RULE_VERSION } from './proof.js';
import type { RecordItem, RecordPayload, RecordPhoto } from './record.js';

/** A photo with what was recognised in it. */
export type Pictured = StatedPhoto & { readonly picture: Picture };

/** The returns a record is about. */
export const concerned = (matched: readonly Matched[]): Arrival[] => [
  ...new Set(matched.flatMap(({ expected }) => (expected ? [expected.arrival] : []))),
];

/** The record as it will be signed; what it says is decided already. */
export function toRecord(
  { head, usedElsewhere, corrected }: Desk,
  { tenantId, signOffId, stated, by, personal, at }: Signing,
  matched: readonly Matched[],
  pictured: readonly Pictured[],
): RecordPayload {
  const arrivals = concerned(matched);
  const driftMs = stated.deviceTime === undefined ? undefined : stated.deviceTime - at;
  const photos = pictured.map((photo) => toPhoto(photo, usedElsewhere, at));
  return {
    type: 'warehouse.signoff',
    v: 1,
    tenant_id: tenantId,
    record_id: signOffId,
    log_index: head.size + 1,
    prev_hash: head.hash,
    supersedes: corrected?.signOffId,
    root_id: corrected?.rootId,
    announced: arrivals.length > 0,
    return_ids: arrivals.map(({ returnId }) => returnId),
    order_ids: [...new Set(arrivals.map(({ orderId }) => orderId))],
    aftersale_ids: arrivals.flatMap(({ afterSaleId }) => afterSaleId ?? []),
    ...parcelOf(stated, arrivals),
    warehouse_id: stated.warehouseCode,
    device_id: stated.deviceId,
    signer_id: by.id,
    signer_role: by.role,
    personal: personal.macs,
    signed_at: toIso(at),
    device_time: isoOf(stated.deviceTime),
    time_drift_ms: driftMs,
    geo: toGeo(stated),
    weight_g: stated.weightGrams,
    package_state: stated.packageState,
    items: matched.map(toItem),
    photos,
    flags: [
      ...new Set<Flag>([
        ...(drifts(driftMs) ? (['clock_drift'] as const) : []),
        ...photos.flatMap(({ flags }) => flags),
      ]),
    ],
    rule_version: RULE_VERSION,
  };
}

const isoOf = (instant: Instant | undefined): string | undefined =>
  instant === undefined ? undefined : toIso(instant);

/** The number as scanned; where nobody scanned one, the only one its returns are known by. */
function parcelOf(
  { number }: StatedParcel,
  arrivals: readonly Arrival[],
): { readonly waybill?: string; readonly carrier?: string } {
  const newest = arrivals.flatMap(({ numbers }) => numbers.slice(-1));
  const [one, ...others] = new Set(newest.map((parcel) => parcel.number));
  const waybill = number ?? (others.length === 0 ? one : undefined);
  const known = arrivals.flatMap(({ numbers }) => numbers).find((parcel) => parcel.number === waybill);
  return { waybill, carrier: known?.carrier };
}

const toItem = ({ item, expected }: Matched): RecordItem => ({
  return_id: expected?.arrival.returnId,
  line_id: expected?.line.lineId,
  sku: expected?.line.merchantSkuCode ?? item.merchantSkuCode,
  expected: expected?.line.quantity ?? 0,
  received: item.received,
  verdict: item.verdict,
  reasons: item.reasons,
});

const toPhoto = (
  { picture, kind, reason, capturedAt, liveCapture }: Pictured,
  usedElsewhere: ReadonlySet<string>,
  at: Instant,
): RecordPhoto => ({
  sha256: picture.sha256,
  bytes: picture.bytes,
  mime: picture.mime,
  width: picture.width,
  height: picture.height,
  kind,
  reason,
  captured_at: isoOf(capturedAt),
  exif_time: isoOf(picture.takenAt),
  live_capture: liveCapture,
  flags: flagsOfPhoto(picture, usedElsewhere, at),
});

const toGeo = ({ geo }: StatedParcel): RecordPayload['geo'] =>
  geo && {
    lat_microdegrees: geo.lat,
    lng_microdegrees: geo.lng,
    accuracy_m: geo.accuracy,
    source: geo.source,
  };
