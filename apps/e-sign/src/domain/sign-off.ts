import { changed, refused, toIso, type Decision, type Instant } from '@cartrail/kernel';
import type { Arrival } from './arrival.js';
import { match, type Matched } from './expectation.js';
import { drifts, flagsOfPhoto, type Flag } from './flags.js';
import type { Picture, StatedParcel, StatedPhoto } from './parcel.js';
import { isFilled, refuse, type Problem } from './problem.js';
import { lacking, RULE_VERSION } from './proof.js';
import type {
  Head,
  PersonalMacs,
  RecordItem,
  RecordPayload,
  RecordPhoto,
  Seal,
  SealedRecord,
} from './record.js';

/** An earlier record, as far as a correction of it needs to know. */
export interface Corrected {
  readonly signOffId: string;
  readonly rootId: string;
  /** Of its line of corrections; its own id while nobody has corrected it. */
  readonly newestId: string;
  readonly returnIds: readonly string[];
  readonly orderIds: readonly string[];
  readonly pictures: readonly Picture[];
}

/** All that one decision depends on, read while the tenant's log is locked. */
export interface Desk {
  readonly head: Head;
  /** The returns that name this number, and the one the person names. */
  readonly arrivals: readonly Arrival[];
  /** Hashes of photos that another line of records already has. */
  readonly usedElsewhere: ReadonlySet<string>;
  readonly corrected?: Corrected;
  /** What came of it. */
  readonly signed?: Signed;
}

export interface Signed {
  readonly sealed: SealedRecord;
  readonly record: RecordPayload;
  readonly personal: Personal;
  readonly rootId: string;
  readonly corrects?: Corrected;
}

/** What names people: encrypted, to lie beside the record, and the keyed hashes the record holds of it. */
export interface Personal {
  readonly encrypted: string;
  readonly macs: PersonalMacs;
}

export interface SignedFact {
  readonly type: 'Signed';
}

export interface Signing {
  readonly tenantId: string;
  readonly signOffId: string;
  readonly stated: StatedParcel;
  readonly by: { readonly id: string; readonly role: string };
  readonly personal: Personal;
  /** The record to correct. */
  readonly corrects?: string;
  readonly at: Instant;
}

/** Signs for a parcel, or says everything that is wrong with the record at once. */
export function sign(desk: Desk, signing: Signing, seal: Seal): Decision<Desk, SignedFact> {
  const { stated, corrects } = signing;
  const { corrected, arrivals } = desk;
  if (corrects !== undefined && !corrected) return refused('sign-off/not-found');
  if (corrected && corrected.newestId !== corrected.signOffId)
    return refused('sign-off/superseded', { newest: corrected.newestId });
  const { matched, problems } = match(stated.items, arrivals);
  const photos = pictured(stated.photos, corrected);
  const wrong = [
    ...unknownReturn(stated, arrivals),
    ...problems,
    ...photos.problems,
    ...lacking(stated.items, stated.photos),
  ];
  if (isFilled(wrong)) return refuse(wrong);
  const signedAlready = concerned(matched).find(
    ({ signedBy }) => signedBy !== undefined && signedBy !== corrects,
  );
  if (signedAlready)
    return refused('sign-off/already-signed', {
      signOffId: signedAlready.signedBy,
      returnId: signedAlready.returnId,
    });
  const record = toRecord(desk, signing, matched, photos.pictured);
  const rootId = corrected?.rootId ?? signing.signOffId;
  const { personal } = signing;
  const signed: Signed = { sealed: seal(record), record, personal, rootId, corrects: corrected };
  return changed<Desk, SignedFact>({ ...desk, signed }, { type: 'Signed' });
}

const unknownReturn = ({ returnId }: StatedParcel, arrivals: readonly Arrival[]): Problem[] =>
  returnId === undefined || arrivals.some((arrival) => arrival.returnId === returnId)
    ? []
    : [{ pointer: '/returnId', code: 'return-unknown', message: 'no such return is expected' }];

const concerned = (matched: readonly Matched[]): Arrival[] => [
  ...new Set(matched.flatMap(({ expected }) => (expected ? [expected.arrival] : []))),
];

type Pictured = StatedPhoto & { readonly picture: Picture };

function pictured(
  photos: readonly StatedPhoto[],
  corrected: Corrected | undefined,
): { readonly pictured: readonly Pictured[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const found: Pictured[] = [];
  for (const [index, photo] of photos.entries()) {
    const { shown } = photo;
    const picture =
      'picture' in shown ? shown.picture : corrected?.pictures.find(({ sha256 }) => sha256 === shown.sha256);
    if (picture) found.push({ ...photo, picture });
    else {
      const message = 'the corrected record has no photo with this hash';
      problems.push({ pointer: `/photos/${index}/sha256`, code: 'photo-unknown', message });
    }
  }
  return { pictured: found, problems };
}

function toRecord(
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
