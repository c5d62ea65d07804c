import type { Booking } from '../state/booking.model.js';
import type { Parcel } from '../state/model.js';
import type { State } from '../state/state.js';

interface Follower {
  partnerId: string;
  tail: string;
}

export interface Sender {
  partnerId: string;
  orderId: string;
}

const SENDER_TAIL = '0000';

/** Whose orders and parcels are whose. Of a parcel may know who ordered it, and who knows a phone of it. */
export class SfMemory {
  constructor(private readonly state: State) {}

  orderOf(partnerId: string, orderId: string): Booking | undefined {
    return [...this.state.bookings.values()].find(
      (one) => one.vendor === 'sf' && one.accountKey === partnerId && one.reference === orderId,
    );
  }

  sent(number: string, sender: Sender): void {
    this.senders().set(number, sender);
    this.state.dirty = true;
  }

  senderOf(number: string): Sender | undefined {
    return this.senders().get(number);
  }

  follow(number: string, follower: Follower): void {
    const others = this.followersOf(number).filter((one) => one.partnerId !== follower.partnerId);
    this.followers().set(number, [...others, follower]);
    this.state.dirty = true;
  }

  mayKnow(parcel: Parcel, { partnerId, tail }: Follower): boolean {
    if (parcel.carrier !== 'SF') return false;
    if (this.senderOf(parcel.number)?.partnerId === partnerId) return true;
    const tails = [parcel.receiverTail, parcel.virtualTail, parcel.senderTail ?? SENDER_TAIL, SENDER_TAIL];
    return tails.includes(tail);
  }

  /** Partners that are told of it: the sender by contract, others because they asked. */
  partnersOf(parcel: Parcel): string[] {
    const asked = this.followersOf(parcel.number).filter((one) => this.mayKnow(parcel, one));
    const sender = this.senderOf(parcel.number)?.partnerId;
    return [...new Set([...(sender === undefined ? [] : [sender]), ...asked.map((one) => one.partnerId)])];
  }

  forget(number: string): void {
    this.senders().delete(number);
    this.followers().delete(number);
  }

  private followersOf(number: string): Follower[] {
    return this.followers().get(number) ?? [];
  }

  private senders(): Map<string, Sender> {
    return this.state.shelf('sf.senders') as Map<string, Sender>;
  }

  private followers(): Map<string, Follower[]> {
    return this.state.shelf('sf.followers') as Map<string, Follower[]>;
  }
}
