import type { BookingRequest, RawCallback } from '@cartrail/carriers';
import type { PersonalMembers } from '@cartrail/carriers/conformance';
import type { CarrierCode } from '../../src/state/model.js';
import type { Json, Running } from '../running.js';

/** What one vendor brings to the suite; everything else of it is the same for all. */
export interface SimulatedVendor {
  readonly provider: string;
  /** Whose parcels and couriers are asked for. */
  readonly carrier: CarrierCode;
  /** Settings of the adapter, beside `baseUrl` and `timeoutMs`. `url`: the vendor's doors. */
  settings(url: string): Json;
  /** The body of `PUT /control/<provider>-accounts`. `pushUrl`: where pushes are caught. */
  account(pushUrl: string): Json;
  /** What changes of that account for its calls to be refused. */
  readonly refused: Json;
  /** Calls that it wants no signature of. */
  readonly unsigned?: readonly string[];
  /** Absent where the vendor pushes nothing. */
  readonly pushes?: PushForm;
  /** Absent where it sends no couriers. */
  readonly couriers?: CourierForm;
  /** It answers whose number it is. */
  readonly recognises?: true;
  /** It stops parcels. */
  readonly intercepts?: true;
}

/** How the vendor's pushes are put together. Signs with the simulator's code, never with the adapter's. */
export interface PushForm {
  open(push: RawCallback): Opened;
  /** When the adapter subscribes: `first` (the default), or to a parcel that has `moved` and is told at once. */
  readonly subscribes?: 'first' | 'moved';
  /** How pushes about a parcel are asked for where the adapter cannot subscribe. */
  follow?(sim: Running, number: string): Promise<void>;
  /** The member of the content with the list of scans; absent where a push tells one scan. */
  readonly list?: string;
  /** The member that also comes as JSON in a text. */
  readonly inner?: string;
  /** What may name people in it. */
  readonly people: PersonalMembers;
}

/** `json`: in the other form of body. `unsigned`: without its signature. `twice`: encoded once more. */
export type Sealing = 'as-sent' | 'json' | 'unsigned' | 'twice';

/** A push out of its envelope. */
export interface Opened {
  /** What is signed, as JSON. */
  readonly content: string;
  /** Another content in the same envelope, signed anew. `undefined`: the vendor never sends that. */
  seal(content: string, sealing: Sealing): RawCallback | undefined;
}

interface WithoutNumber {
  readonly wish?: Partial<BookingRequest>;
  readonly plan?: string;
  readonly account?: Json;
}

export interface CourierForm {
  /** Our codes of the carriers that are priced; none where the vendor tells no prices. */
  readonly quotes?: readonly CarrierCode[];
  /** What every order has to say for its adapter to read it. */
  readonly usual?: Partial<BookingRequest>;
  /** It knows a reference again. */
  readonly knowsAgain?: true;
  /** An order it answers without a number: what makes it so. Absent: there is none. */
  readonly withoutNumber?: WithoutNumber;
  /** An order it refuses; absent: one to a place nobody serves. */
  readonly refuses?: Partial<BookingRequest>;
  /** One it refuses in words, where the other is refused without any. */
  readonly refusesInWords?: Partial<BookingRequest>;
  /** When it cancels no more: two days on and fetched, unless given. */
  readonly tooLate?: { readonly days?: number; readonly plan?: string };
  /** What the vendor is told in front of our reference. */
  readonly prefix?: string;
  readonly pushes?: CourierPushForm;
}

/** Members of the contents of pushes about a booking. Rows of the ledger tell which push is which. */
export interface CourierPushForm {
  /** A step of the booking whose code the adapter knows. */
  readonly step: Json;
  /** What is charged; absent where no push tells it. */
  readonly fee?: Json;
  /** Which of them the plain push is: `step`, unless given. */
  readonly plain?: 'fee';
  /** With the code of the step. */
  readonly code: string;
  /** What has to be empty beside it for the push to be about a booking and no parcel. */
  readonly noParcel?: string;
  /** With the vendor's id of the booking; absent where it goes by our reference. */
  readonly id?: string;
  /** With an amount of money. */
  readonly amount?: string;
  /** What may name people in the step. */
  readonly people: PersonalMembers;
  /** All that comes empty where there is nothing to tell. */
  readonly empty: readonly string[];
  /** The member that also comes as JSON in a text; `content`: the content as a whole, in a JSON body. */
  readonly inner?: string;
}
