import { normaliseNumber } from '@cartrail/carriers';
import type { AggregateStore } from '@cartrail/messaging';
import type { AlertKey, CarrierAccount } from '../application/ports.js';
import type { Alert, AlertFact } from '../domain/alert.js';
import type { Threshold } from '../domain/detectors.js';
import type { ParcelNumber, Waybill, WaybillFact } from '../domain/waybill.js';

/** What changes are written through; the composition root binds them to PostgreSQL. */
export const WAYBILLS = Symbol('tracking:waybills');
export const ALERTS = Symbol('tracking:alerts');
export const ACCOUNTS = Symbol('tracking:accounts');
export const THRESHOLDS = Symbol('tracking:thresholds');

export type WaybillStore = AggregateStore<Waybill, WaybillFact, ParcelNumber>;
export type AlertStore = AggregateStore<Alert, AlertFact, AlertKey>;
export type AccountStore = AggregateStore<CarrierAccount, never>;
export type ThresholdStore = AggregateStore<Threshold, never>;

/** Platforms and carriers write the same number differently; the key knows one form. */
export function keyOf({ number, carrier }: ParcelNumber): { key: ParcelNumber; text: string } {
  const key = { number: normaliseNumber(number), carrier };
  return { key, text: `${carrier}/${key.number}` };
}

export const CLOCK = Symbol('tracking:clock');
