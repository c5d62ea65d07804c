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

export const keyOf = ({ number, carrier }: ParcelNumber) => ({ key: { number, carrier }, text: `${carrier}/${number}` });

export const CLOCK = Symbol('tracking:clock');
