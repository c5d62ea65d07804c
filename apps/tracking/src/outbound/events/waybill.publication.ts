import * as contract from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { Scan } from '../../domain/scan.js';
import type { Announced, Waybill, WaybillFact } from '../../domain/waybill.js';
import { withoutPhones } from './without-phones.js';

const reached: Record<Announced, Publication['event']> = {
  PICKED_UP: contract.WaybillPickedUp,
  OUT_FOR_DELIVERY: contract.WaybillOutForDelivery,
  DELIVERED: contract.WaybillDelivered,
  DELIVERY_FAILED: contract.DeliveryFailed,
  RETURNING: contract.WaybillReturning,
};

const toContractScan = (scan: Scan) => ({
  scanId: scan.scanId,
  provider: scan.provider,
  occurredAt: toIso(scan.occurredAt),
  occurredText: scan.occurredText,
  recordedAt: toIso(scan.recordedAt),
  code: scan.code,
  text: withoutPhones(scan.text),
  place: scan.place,
  placeParts: scan.placeParts,
  courier: scan.courier,
  status: scan.status,
  reason: scan.reason,
  suspiciousTime: scan.suspicious ? true : undefined,
  withdrawn: scan.withdrawn ? true : undefined,
});

type Of<T extends WaybillFact['type']> = Extract<WaybillFact, { readonly type: T }>;
type Ref = Pick<contract.WaybillRef, 'waybillId' | 'number' | 'carrier' | 'orderIds'>;

/** A parcel's fact in the words of the contract. */
export function toPublication(fact: WaybillFact, waybill: Waybill): Publication | undefined {
  const { id: waybillId, number, carrier, orderIds } = waybill;
  const ref: Ref = { waybillId, number, carrier, orderIds: [...orderIds] };
  switch (fact.type) {
    case 'Registered': {
      const data = { ...ref, ...registration(waybill) };
      return { event: contract.WaybillRegistered, data, occurredAt: waybill.registeredAt };
    }
    case 'NumberReused':
      return undefined;
    case 'Linked':
      return linked(fact, ref, waybill);
    case 'Replaced':
      return replaced(fact, ref);
    case 'ScanRecorded':
      return recorded(fact, ref);
    case 'ScanWithdrawn': {
      const { scanId, status, at } = fact;
      const data = { ...ref, scanId, status, withdrawnAt: toIso(at) };
      return { event: contract.ScanWithdrawn, data, subject: `scan/${scanId}`, occurredAt: at };
    }
    case 'StatusReached': {
      const data = { ...ref, scannedAt: toIso(fact.scannedAt), reason: fact.reason };
      return { event: reached[fact.status], data, occurredAt: fact.scannedAt };
    }
    case 'StatusCorrected': {
      const { from, to, why, at } = fact;
      const data = { ...ref, from, to, why, correctedAt: toIso(at) };
      return { event: contract.StatusCorrected, data, occurredAt: at };
    }
  }
}

function linked({ orderId, at }: Of<'Linked'>, ref: Ref, { status, reason, scans }: Waybill): Publication {
  const data = { ...ref, linkedOrderId: orderId, status, reason, history: scans.map(toContractScan) };
  return { event: contract.WaybillLinked, data, occurredAt: at };
}

function replaced({ by, at }: Of<'Replaced'>, ref: Ref): Publication {
  const data = {
    ...ref,
    replacedByNumber: by.number,
    replacedByCarrier: by.carrier,
    replacedAt: toIso(at),
  };
  return { event: contract.WaybillReplaced, data, occurredAt: at };
}

function recorded({ scan, status, reason, late }: Of<'ScanRecorded'>, ref: Ref): Publication {
  const data = { ...ref, scan: toContractScan(scan), status, reason, late };
  return { event: contract.ScanRecorded, data, subject: `scan/${scan.scanId}`, occurredAt: scan.occurredAt };
}

const registration = ({ generation, fromRegion, toRegion, shopId, shippedAt, registeredAt }: Waybill) => ({
  generation,
  fromRegion,
  toRegion,
  shopId,
  shippedAt: toIso(shippedAt),
  registeredAt: toIso(registeredAt),
});
