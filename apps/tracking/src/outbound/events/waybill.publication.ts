import * as contract from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { Scan } from '../../domain/scan.js';
import type { Announced, Waybill, WaybillFact } from '../../domain/waybill.js';

const reached: Record<Announced, Publication['event']> = {
  PICKED_UP: contract.WaybillPickedUp,
  OUT_FOR_DELIVERY: contract.WaybillOutForDelivery,
  DELIVERED: contract.WaybillDelivered,
  DELIVERY_FAILED: contract.DeliveryFailed,
  RETURNING: contract.WaybillReturning,
};

const toContractScan = (scan: Scan): contract.Scan => ({
  scanId: scan.scanId,
  provider: scan.provider,
  occurredAt: toIso(scan.occurredAt),
  occurredText: scan.occurredText,
  recordedAt: toIso(scan.recordedAt),
  code: scan.code,
  text: scan.text,
  place: scan.place,
  status: scan.status,
  reason: scan.reason,
  suspiciousTime: scan.suspicious ? true : undefined,
  withdrawn: scan.withdrawn ? true : undefined,
});

/** A parcel's fact in the words of the contract. */
export function toPublication(fact: WaybillFact, waybill: Waybill): Publication {
  const { id: waybillId, number, carrier, orderIds } = waybill;
  const ref = { waybillId, number, carrier, orderIds: [...orderIds] };
  switch (fact.type) {
    case 'Registered':
      return {
        event: contract.WaybillRegistered,
        data: { ...ref, ...registration(waybill) },
        occurredAt: waybill.registeredAt,
      };
    case 'Linked': {
      const { status, reason } = waybill;
      const history = waybill.scans.map(toContractScan);
      return {
        event: contract.WaybillLinked,
        data: { ...ref, linkedOrderId: fact.orderId, status, reason, history },
        occurredAt: fact.at,
      };
    }
    case 'Replaced': {
      const by = {
        replacedByNumber: fact.by.number,
        replacedByCarrier: fact.by.carrier,
        replacedAt: toIso(fact.at),
      };
      return { event: contract.WaybillReplaced, data: { ...ref, ...by }, occurredAt: fact.at };
    }
    case 'ScanRecorded': {
      const { scan, status, reason, late } = fact;
      const data = { ...ref, scan: toContractScan(scan), status, reason, late };
      return {
        event: contract.ScanRecorded,
        data,
        subject: `scan/${scan.scanId}`,
        occurredAt: scan.occurredAt,
      };
    }
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
      return {
        event: contract.StatusCorrected,
        data: { ...ref, from, to, why, correctedAt: toIso(at) },
        occurredAt: at,
      };
    }
  }
}

const registration = ({ generation, fromRegion, toRegion, shopId, shippedAt, registeredAt }: Waybill) => ({
  generation,
  fromRegion,
  toRegion,
  shopId,
  shippedAt: toIso(shippedAt),
  registeredAt: toIso(registeredAt),
});
