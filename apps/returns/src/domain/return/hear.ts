import { nothing } from '@cartrail/kernel';
import type { OrderFact } from '../order/order-facts.js';
import { amend, kindChanged } from './amend.js';
import { actionFailed, agreed } from './approve.js';
import { closed } from './end.js';
import { join, open } from './open.js';
import { parcelMoved } from './parcel.js';
import type { Decided, Given } from './progress.js';
import { refundFailed, refundSucceeded } from './refund.js';
import type { Return } from './return.js';
import { signedOff, superseded } from './sign-off.js';

/** What reaches a return from its order's file. A number goes by the parcel's own claim first, and a parcel that is to be stopped is no return's. */
export type Told = Exclude<OrderFact, { readonly type: 'NumberGiven' | 'StopWanted' }>;

export function hear(state: Return | undefined, id: string, told: Told, given: Given): Decided {
  if (told.type === 'Asked') return open(state, id, told.asked, given);
  if (told.type === 'Joined') return join(state, told.asked, given);
  return state ? hearAgain(state, told, given) : nothing('return-unknown');
}

function hearAgain(
  state: Return,
  told: Exclude<Told, { readonly type: 'Asked' | 'Joined' }>,
  given: Given,
): Decided {
  switch (told.type) {
    case 'Amended':
      return amend(state, told.asked, given);
    case 'KindChanged':
      return kindChanged(state, told);
    case 'Agreed':
      return agreed(state, told, given);
    case 'ActionFailed':
      return actionFailed(state, told);
    case 'Closed':
      return closed(state, told);
    case 'PickedUp':
    case 'Delivered':
      return parcelMoved(state, told, given);
    case 'SignedOff':
      return signedOff(state, told, given);
    case 'Superseded':
      return superseded(state, told, given);
    case 'RefundSucceeded':
      return refundSucceeded(state, told);
    case 'RefundFailed':
      return refundFailed(state, told);
  }
}
