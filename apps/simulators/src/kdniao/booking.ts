import { postponed } from '../couriers/postponed.js';
import type { Booking, BookingState } from '../state/booking.model.js';

export const KDNIAO = 'kdniao';

export const isOurs = (one: Booking): boolean => one.vendor === KDNIAO;

export const kdnOrderCode = ({ orderId }: Booking): string => `KDN${orderId}`;

const [WEIGHT_CHANGED, FETCHED, FEE] = ['208', '301', '601'];
const NEW_SLOT = '110';

/** `State` of push 103; nothing for what only the parcel tells. */
const states: Readonly<Record<Exclude<BookingState, 'settled'>, string | undefined>> = {
  placed: '120',
  rejected: '99',
  accepted: '102',
  assigned: '103',
  'picked-up': '104',
  weighed: WEIGHT_CHANGED,
  moving: '2',
  delivering: undefined,
  delivered: '3',
  failed: '203',
  cancelled: '203',
  dropped: '203',
};

/** What is told of a booking that has just come to its state, in this order. */
export function statesOf(one: Booking): string[] {
  const state = one.state === 'settled' ? settled(one) : states[one.state];
  return [...(postponed(one) ? [NEW_SLOT] : []), ...(state === undefined ? [] : [state])];
}

/** 301 comes with the fee, at STO 601 does; whatever is added later is another sum in the place of it. */
function settled({ carrier, settlements }: Booking): string | undefined {
  if (settlements.length > 1) return WEIGHT_CHANGED;
  return carrier === 'STO' ? FEE : FETCHED;
}

export const isMoney = (state: string): boolean => [WEIGHT_CHANGED, FETCHED, FEE].includes(state);
