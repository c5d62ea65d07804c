import { newId } from '@cartrail/kernel';
import type { Booking } from '../state/booking.model.js';
import type { Surroundings } from '../vendors/surroundings.js';

/** What whoever orders a courier decides. */
export type Wish = Pick<
  Booking,
  | 'vendor'
  | 'accountKey'
  | 'reference'
  | 'carrier'
  | 'serviceType'
  | 'sender'
  | 'receiver'
  | 'cargo'
  | 'remark'
  | 'weightGrams'
  | 'slot'
  | 'quotedFen'
>;

/** What a vendor's order form says of it. */
export type OrderWish = Pick<
  Wish,
  'reference' | 'serviceType' | 'sender' | 'receiver' | 'cargo' | 'remark' | 'weightGrams' | 'slot'
>;

/** A booking nobody has heard of yet: give it to `Couriers.book`. */
export function newBooking(wish: Wish, { state, clock, parcels, courierChoices }: Surroundings): Booking {
  return {
    ...wish,
    seq: 0,
    taskId: newId().replaceAll('-', '').toUpperCase(),
    orderId: state.nextId().slice(-9),
    billedGrams: wish.weightGrams,
    number: parcels.newNumber(wish.carrier),
    numberTold: true,
    state: 'placed',
    courier: null,
    settlements: [],
    choice: courierChoices.of(wish.reference, wish.sender.phone),
    madeAt: clock.now(),
    pickedUpAt: null,
    cancelMsg: null,
    callbacks: [],
  };
}
