import {
  BookingReported,
  BookingRumoured,
  CredentialsAccepted,
  CredentialsRefused,
  InterceptionChanged,
  PickupBooked,
  PickupCancelled,
  PickupChanged,
  PickupCompleted,
  PickupFailed,
  type BookingReportedData,
  type BookingRumouredData,
  type CredentialsAcceptedData,
  type CredentialsRefusedData,
  type EventDefinition,
  type InterceptionChangedData,
  type PickupBookedData,
  type PickupCancelledData,
  type PickupChangedData,
  type PickupCompletedData,
  type PickupFailedData,
  type PickupRef,
  type PickupSlot,
} from '@cartrail/contracts';
import { HOUR, newId, toIso } from '@cartrail/kernel';
import { anEvent, TEST_MORNING, type About } from './an-event.js';

const now = toIso(TEST_MORNING);

/** Plain, to be spread into the events of one pickup. */
export const aPickupRef = (ref: Partial<PickupRef> = {}): Pick<PickupRef, keyof PickupRef> => ({
  pickupId: newId(),
  returnId: newId(),
  orderId: newId(),
  shopId: newId(),
  provider: 'kuaidi100',
  carrier: 'YTO',
  providerBookingId: 'T0000000000000000000000000001',
  ...ref,
});

export const aPickupSlot = (slot: Partial<PickupSlot> = {}): PickupSlot => ({
  from: toIso(TEST_MORNING + 3 * HOUR),
  to: toIso(TEST_MORNING + 5 * HOUR),
  ...slot,
});

/** A builder for events that are a pickup and something more. */
const ofPickup =
  <D extends PickupRef>(definition: EventDefinition<D>, rest: () => Omit<D, keyof PickupRef>) =>
  (data: Partial<D> = {}, about?: About) => {
    const whole = Object.assign({}, aPickupRef(), rest(), data) as unknown as D;
    return anEvent(definition, whole.pickupId, whole, about);
  };

export const aPickupBooked = ofPickup<PickupBookedData>(PickupBooked, () => ({
  slot: aPickupSlot(),
  quoteFen: 1_000,
  priceKind: 'PLATFORM',
  payer: 'buyer',
  bookedAt: now,
}));
export const aPickupChanged = ofPickup<PickupChangedData>(PickupChanged, () => ({
  status: 'Accepted',
  quoteFen: 1_000,
  changedAt: now,
}));
export const aPickupCompleted = ofPickup<PickupCompletedData>(PickupCompleted, () => ({ pickedUpAt: now }));
export const aPickupFailed = ofPickup<PickupFailedData>(PickupFailed, () => ({
  status: 'PickupFailed',
  code: '11',
  failedAt: now,
}));
export const aPickupCancelled = ofPickup<PickupCancelledData>(PickupCancelled, () => ({
  by: 'buyer',
  cancelledAt: now,
}));

/** What returns publishes of an account whose credentials its provider refuses, and then takes. */
export function aCredentialsRefused(data: Partial<CredentialsRefusedData> = {}, about?: About) {
  const whole = { accountId: newId(), provider: 'kuaidi100', refusedAt: now, ...data };
  return anEvent(CredentialsRefused, whole.accountId, whole, about);
}
export function aCredentialsAccepted(data: Partial<CredentialsAcceptedData> = {}, about?: About) {
  const whole = { accountId: newId(), provider: 'kuaidi100', acceptedAt: now, ...data };
  return anEvent(CredentialsAccepted, whole.accountId, whole, about);
}

/** What tracking publishes of a carrier's callback about a booking. */
export function aBookingReported(data: Partial<BookingReportedData> = {}, about?: About) {
  const whole: BookingReportedData = {
    bookingId: newId(),
    provider: 'kuaidi100',
    connectionId: 'demo01-00000000000000000000000001',
    providerBookingId: 'T0000000000000000000000000001',
    pickupId: newId(),
    status: 'accepted',
    code: '1',
    fees: [],
    reportedAt: now,
    ...data,
  };
  return anEvent(BookingReported, whole.bookingId, whole, about);
}

/** What tracking publishes of a push about a booking that nobody signed. */
export function aBookingRumoured(data: Partial<BookingRumouredData> = {}, about?: About) {
  const whole: BookingRumouredData = {
    bookingId: newId(),
    provider: 'kuaidi100',
    connectionId: 'demo01-00000000000000000000000001',
    providerBookingId: 'T0000000000000000000000000001',
    rumouredAt: now,
    ...data,
  };
  return anEvent(BookingRumoured, whole.bookingId, whole, about);
}

/** What returns publishes of a parcel that is to be stopped on its way. */
export function anInterceptionChanged(data: Partial<InterceptionChangedData> = {}, about?: About) {
  const whole: InterceptionChangedData = {
    interceptionId: newId(),
    orderIds: [newId()],
    number: 'YT0000000000001',
    carrier: 'YTO',
    status: 'wanted',
    reasons: ['refund_asked'],
    byHand: false,
    changedAt: now,
    ...data,
  };
  return anEvent(InterceptionChanged, whole.interceptionId, whole, about);
}
