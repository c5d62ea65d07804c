import {
  DeliveryFailed,
  ScanRecorded,
  ScanWithdrawn,
  StatusCorrected,
  WaybillDelivered,
  WaybillLinked,
  WaybillOutForDelivery,
  WaybillPickedUp,
  WaybillRegistered,
  WaybillReplaced,
  WaybillReturning,
  type DeliveryFailedData,
  type EventDefinition,
  type Scan,
  type ScanRecordedData,
  type ScanWithdrawnData,
  type StatusCorrectedData,
  type WaybillLinkedData,
  type WaybillRef,
  type WaybillRegisteredData,
  type WaybillReplacedData,
} from '@cartrail/contracts';
import { HOUR, newId, toIso, toShanghai } from '@cartrail/kernel';
import { anEvent, TEST_MORNING, type About } from './an-event.js';

const now = toIso(TEST_MORNING);

export const aWaybillRef = (ref: Partial<WaybillRef> = {}): WaybillRef => ({
  waybillId: newId(),
  number: 'YT0000000000001',
  carrier: 'YTO',
  orderIds: [newId()],
  ...ref,
});

export const aScan = (scan: Partial<Scan> = {}): Scan => ({
  scanId: newId(),
  provider: 'kdniao',
  occurredAt: now,
  occurredText: toShanghai(TEST_MORNING),
  recordedAt: now,
  code: '1',
  text: '快件已揽收',
  place: '杭州市',
  status: 'PICKED_UP',
  ...scan,
});

/** A builder for events that are a waybill and something more. */
const ofWaybill =
  <D extends WaybillRef>(definition: EventDefinition<D>, rest: () => Omit<D, keyof WaybillRef>) =>
  (data: Partial<D> = {}, about?: About) => {
    const whole = Object.assign({}, aWaybillRef(), rest(), data) as unknown as D;
    return anEvent(definition, whole.waybillId, whole, about);
  };

const scanned = (): Omit<DeliveryFailedData, keyof WaybillRef> => ({ scannedAt: now });

export const aWaybillRegistered = ofWaybill<WaybillRegisteredData>(WaybillRegistered, () => ({
  generation: 1,
  shippedAt: toIso(TEST_MORNING - HOUR),
  registeredAt: now,
}));
export const aWaybillLinked = ofWaybill<WaybillLinkedData>(WaybillLinked, () => ({
  linkedOrderId: newId(),
  status: 'PICKED_UP',
  history: [aScan()],
}));
export const aScanRecorded = ofWaybill<ScanRecordedData>(ScanRecorded, () => ({
  scan: aScan(),
  status: 'PICKED_UP',
  late: false,
}));
export const aWaybillPickedUp = ofWaybill(WaybillPickedUp, scanned);
export const aWaybillOutForDelivery = ofWaybill(WaybillOutForDelivery, scanned);
export const aWaybillDelivered = ofWaybill(WaybillDelivered, scanned);
export const aDeliveryFailed = ofWaybill(DeliveryFailed, scanned);
export const aWaybillReturning = ofWaybill(WaybillReturning, scanned);
export const aScanWithdrawn = ofWaybill<ScanWithdrawnData>(ScanWithdrawn, () => ({
  scanId: newId(),
  withdrawnAt: now,
  status: 'PICKED_UP',
}));
export const aStatusCorrected = ofWaybill<StatusCorrectedData>(StatusCorrected, () => ({
  from: 'DELIVERED',
  to: 'IN_TRANSIT',
  why: 'scan-withdrawn',
  correctedAt: now,
}));
export const aWaybillReplaced = ofWaybill<WaybillReplacedData>(WaybillReplaced, () => ({
  replacedByNumber: 'YT0000000000002',
  replacedByCarrier: 'YTO',
  replacedAt: now,
}));
