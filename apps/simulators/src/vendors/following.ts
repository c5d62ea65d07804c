import type { Booking } from '../state/booking.model.js';
import type { Parcel } from '../state/model.js';
import type { State } from '../state/state.js';

interface Follower {
  accountId: string;
  /** Last four digits of a phone. */
  tail: string;
  /** The vendor's kinds of scans it wants; all where absent. */
  kinds?: string[];
}

interface Sender {
  accountId: string;
  orderId: string;
}

/** What a carrier asks of whoever wants to know about a parcel. */
export interface Rules {
  carrier: Parcel['carrier'];
  /** A phone of the parcel: always, of strangers only, or never. */
  phone: 'always' | 'strangers' | 'never';
}

const SENDER_TAIL = '0000';

/** Whose orders and parcels are whose at a carrier, and who is told about them. */
export class Following {
  constructor(
    private readonly state: State,
    private readonly vendor: string,
    private readonly rules: Rules,
  ) {}

  orderOf(accountId: string, orderId: string): Booking | undefined {
    return [...this.state.bookings.values()].find(
      (one) => one.vendor === this.vendor && one.accountKey === accountId && one.reference === orderId,
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
    const others = this.followersOf(number).filter((one) => one.accountId !== follower.accountId);
    this.followers().set(number, [...others, follower]);
    this.state.dirty = true;
  }

  mayKnow(parcel: Parcel, { accountId, tail }: Follower): boolean {
    const { carrier, phone } = this.rules;
    if (parcel.carrier !== carrier) return false;
    const isSender = this.senderOf(parcel.number)?.accountId === accountId;
    if (phone === 'never' || (phone === 'strangers' && isSender)) return true;
    const tails = [parcel.receiverTail, parcel.virtualTail, parcel.senderTail ?? SENDER_TAIL, SENDER_TAIL];
    return tails.includes(tail);
  }

  /** Accounts that are told of it because they asked, for such a scan if that is given. */
  askersOf(parcel: Parcel, kind?: string): string[] {
    const wants = ({ kinds }: Follower): boolean =>
      kind === undefined || kinds === undefined || kinds.includes(kind);
    const asked = this.followersOf(parcel.number).filter((one) => wants(one) && this.mayKnow(parcel, one));
    return asked.map((one) => one.accountId);
  }

  /** The same, and whoever ordered the courier, where a carrier tells that one by contract. */
  askersAndSenderOf(parcel: Parcel): string[] {
    const sender = this.senderOf(parcel.number)?.accountId;
    return [...new Set([...(sender === undefined ? [] : [sender]), ...this.askersOf(parcel)])];
  }

  forget(number: string): void {
    this.senders().delete(number);
    this.followers().delete(number);
  }

  private followersOf(number: string): Follower[] {
    return this.followers().get(number) ?? [];
  }

  private senders(): Map<string, Sender> {
    return this.state.shelf(`${this.vendor}.senders`) as Map<string, Sender>;
  }

  private followers(): Map<string, Follower[]> {
    return this.state.shelf(`${this.vendor}.followers`) as Map<string, Follower[]>;
  }
}
