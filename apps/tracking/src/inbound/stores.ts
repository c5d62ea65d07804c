import { normaliseNumber } from '@cartrail/carriers';
import type { AggregateStore } from '@cartrail/messaging';
import type { AlertKey } from '../application/ports.js';
import type { Alert, AlertFact } from '../domain/alert.js';
import type { Booking, BookingFact, BookingKey, BookingNumber } from '../domain/booking.js';
import type { CarrierAccount } from '../domain/carrier-account.js';
import type { FollowedReturn, ReturnFact } from '../domain/followed-return.js';
import type { Preference } from '../domain/serving.js';
import type { ShopConcern } from '../domain/shop-concern.js';
import type { StopConcern } from '../domain/stop-concern.js';
import type { Threshold } from '../domain/thresholds.js';
import type { ParcelKey, ParcelNumber, Waybill, WaybillFact } from '../domain/waybill.js';

/** What changes are written through; the composition root binds them to PostgreSQL. */
export const WAYBILLS = Symbol('tracking:waybills');
export const RETURNS = Symbol('tracking:returns');
export const BOOKINGS = Symbol('tracking:bookings');
export const ALERTS = Symbol('tracking:alerts');
export const ACCOUNTS = Symbol('tracking:accounts');
export const PREFERENCES = Symbol('tracking:preferences');
export const CONCERNS = Symbol('tracking:concerns');
export const STOPS = Symbol('tracking:stops');
export const THRESHOLDS = Symbol('tracking:thresholds');

export type WaybillStore = AggregateStore<Waybill, WaybillFact, ParcelKey>;
export type ReturnStore = AggregateStore<FollowedReturn, ReturnFact>;
export type BookingStore = AggregateStore<Booking, BookingFact, BookingKey | BookingNumber>;
export type AlertStore = AggregateStore<Alert, AlertFact, AlertKey>;
export type AccountStore = AggregateStore<CarrierAccount, never>;
export type PreferenceStore = AggregateStore<readonly Preference[], never>;
export type ConcernStore = AggregateStore<ShopConcern, never>;
export type StopStore = AggregateStore<StopConcern, never>;
export type ThresholdStore = AggregateStore<Threshold, never>;

/** Platforms and carriers write the same number differently; the key knows one form. */
export function keyOf(
  { number, carrier }: ParcelNumber,
  generation?: number,
): { key: ParcelKey; text: string } {
  const key = { number: normaliseNumber(number), carrier, generation };
  const text = `${carrier}/${key.number}`;
  return { key, text: generation === undefined ? text : `${text}#${generation}` };
}

export const CLOCK = Symbol('tracking:clock');
