import type { Fen, Instant } from '@cartrail/kernel';
import type { CredentialNews } from '../domain/account-standing.js';
import type { Promised } from '../domain/offers.js';
import type { Accepted } from '../domain/interception/answers.js';
import type { Interception } from '../domain/interception/interception.js';
import type { OrderFacts, TenantRules } from '../domain/order/order-file.js';
import type { BookedAnswer, MovedOn, Refusal } from '../domain/pickup/book.js';
import type { ContactMasks, Pickup, Said } from '../domain/pickup/pickup.js';
import type { Report } from '../domain/pickup/report.js';
import type { Return } from '../domain/return/return.js';
import type { TenantRow } from '../domain/rules/category-policy.js';
import type { FreightPayer } from '../domain/rules/freight-payer.js';
import type { PriceKind, RateCard } from '../domain/rules/price.js';
import type { Slot } from '../domain/rules/slots.js';

/** A booking as its provider names it. */
export interface BookingKey {
  readonly provider: string;
  readonly bookingId: string;
}

/** A parcel as its carrier names it. */
export interface ParcelKey {
  readonly number: string;
  readonly carrier: string;
}

/** A carrier that would come for these goods, at this price, in these slots. */
export interface Offer {
  readonly offerId: string;
  readonly carrier: string;
  readonly carrierName: { readonly zh: string; readonly en: string };
  readonly provider: string;
  /** The account the courier is ordered with. */
  readonly connectionId?: string;
  readonly priceFen: Fen;
  readonly priceKind: PriceKind;
  readonly billableGrams: number;
  readonly price: { readonly firstFen: Fen; readonly nextFen: Fen; readonly steps: number };
  readonly payer: FreightPayer;
  readonly etaHours: number;
  readonly promised?: Promised;
  readonly slots: readonly Slot[];
  /** Ten-thousandths, 0 is best. */
  readonly score: number;
  readonly why: readonly string[];
}

/** Offers made at once, for one revision of a return and one place; good for a quarter of an hour. */
export interface OfferSheet {
  readonly sheetId: string;
  readonly returnId: string;
  readonly revision: number;
  readonly fromRegion: string;
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
  readonly offers: readonly Offer[];
  readonly excluded: readonly { readonly carrier: string; readonly why: readonly string[] }[];
  /** Who was asked for a price in vain before another account was. */
  readonly passedOver?: readonly PassedOver[];
}

/** An account that named no price of a carrier when it was asked. */
export interface PassedOver {
  readonly carrier: string;
  readonly provider: string;
  readonly connectionId: string;
  readonly why: string;
}

export interface PolicyHistory {
  readonly rows: readonly TenantRow[];
}

export interface TenantCard {
  readonly card: RateCard;
  readonly setAt: Instant;
}

/** Where returned goods go. */
export interface Warehouse {
  readonly code: string;
  readonly regionCode: string;
  readonly nameMask: string;
  readonly phoneMask: string;
  readonly sealedAddress: string;
}

/** An account at a provider that sends couriers. */
export interface BookingAccount {
  readonly accountId: string;
  /** Names the account in the provider's callbacks, which tracking reads. */
  readonly connectionId: string;
  readonly provider: string;
  readonly label: string;
  /** The provider's own environment that is called. */
  readonly mode: 'live' | 'sandbox';
  readonly baseUrl?: string;
  /** What its contract sets otherwise than the provider's documents, by the names of the provider's limits. */
  readonly limits?: Readonly<Record<string, number>>;
  readonly sealedCredentials: string;
  readonly createdAt: Instant;
}

/** Which account is asked for prices or couriers of a carrier (`*` is every carrier), best first. */
export interface BookingPreference {
  readonly operation: 'quote' | 'book';
  readonly carrier: string;
  readonly accountIds: readonly string[];
}

export interface AccountRef {
  readonly tenantId: string;
  readonly accountId: string;
}

/** Encrypts for one account only: moved to another row, the text opens no more. */
export interface Credentials {
  seal(credentials: object, account: AccountRef): string;
  open(sealed: string, account: AccountRef): object;
}

/** What decides, beside its credentials, how an account is opened. */
export type AccountTerms = Pick<BookingAccount, 'provider' | 'mode' | 'baseUrl' | 'limits'>;

/** Throws what names the wrong fields, never their values. */
export type SettingsCheck = (terms: AccountTerms, credentials: object) => void;

/** Somebody to be visited, or to be sent to. Personal data: sealed where it is kept, never told or logged. */
export interface Contact {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly regionCode: string;
}

/** Where a sealed contact belongs: it opens nowhere else. */
export interface ContactPlace {
  readonly tenantId: string;
  readonly place: string;
}

export interface ContactSafe {
  seal(contact: Contact, at: ContactPlace): { readonly sealed: string; readonly masks: ContactMasks };
  open(sealed: string, at: ContactPlace): Contact;
}

/** What people ask about returns; each answer is of one tenant. */
export interface ReturnQueries {
  /** With all its pickups, newest first. */
  find(tenantId: string, returnId: string): Promise<FoundReturn | undefined>;
  /** Those that are not over at `since`, newest first, and no more than anybody would look through. */
  sheets(tenantId: string, returnId: string, since: Instant): Promise<readonly OfferSheet[]>;
  /** The sheet that made this offer, over or not. */
  sheetOf(tenantId: string, returnId: string, offerId: string): Promise<OfferSheet | undefined>;
  pickup(tenantId: string, pickupId: string): Promise<Pickup | undefined>;
  interception(tenantId: string, interceptionId: string): Promise<Interception | undefined>;
  /** Whose goods left in a parcel of this number. */
  ordersIn(tenantId: string, number: string): Promise<readonly string[]>;
  warehouse(tenantId: string, code: string): Promise<Warehouse | undefined>;
  rules(tenantId: string): Promise<TenantRules>;
  cards(tenantId: string): Promise<readonly TenantCard[]>;
}

export interface FoundReturn {
  readonly found: Return;
  readonly order?: OrderFacts;
  readonly pickups: readonly Pickup[];
}

export interface QuoteQuestion {
  readonly carrier: string;
  readonly from: string;
  readonly fromRegion: string;
  readonly to: string;
  readonly toRegion: string;
  readonly weightGrams: number;
}

export interface Quoted {
  readonly carrier: string;
  readonly priceFen: Fen;
  readonly firstFen?: Fen;
  readonly nextFen?: Fen;
  readonly promised?: Promised;
}

/** Where a courier of one carrier would be ordered, and what he would cost there. */
export interface Channel {
  readonly carrier: string;
  readonly provider: string;
  readonly connectionId: string;
  /** Neither this nor `silent`: the provider names no price for the carrier. */
  readonly quoted?: Quoted;
  /** Why there is no answer. */
  readonly silent?: 'provider-silent' | 'provider-not-asked';
  readonly passedOver?: readonly PassedOver[];
  /** Whatever it costs: the carrier does not come to one of the places. */
  readonly unserved?: true;
}

/** Asking providers for prices, before anything is decided. */
export interface Quotes {
  /** One for each carrier the tenant has an account for; without questions nobody is asked. */
  ask(
    tenantId: string,
    carriers: readonly string[],
    questions: readonly QuoteQuestion[],
  ): Promise<readonly Channel[]>;
}

/** Returns whose time is over, and bookings nobody has heard of, over all tenants; a constant number of statements. */
export interface DueWork {
  lapsing(now: Instant, limit: number): Promise<readonly DueItem[]>;
  quietBookings(now: Instant, limit: number): Promise<readonly DueItem[]>;
  dropSheets(before: Instant, limit: number): Promise<number>;
}

export interface DueItem {
  readonly tenantId: string;
  readonly id: string;
}

/**
 * What a provider's answer means, as a change with all that follows from it. `C` is the plumbing's change: neither
 * side of it looks inside.
 */
export interface PickupNews<C> {
  booked(pickupId: string, answer: BookedAnswer, cause: NewsCause): C;
  /** This attempt to book made no booking, as far as anybody can know. */
  notBooked(pickupId: string, attempt: number, cause: NewsCause): C;
  bookingGivenUp(
    pickupId: string,
    last: { readonly attempt: number; readonly why: string; readonly said?: Said },
    cause: NewsCause,
  ): C;
  /** The account asked so far made no booking, as is known for sure; another one is asked. */
  movedOn(pickupId: string, move: MovedOn, cause: NewsCause): C;
  answerLost(pickupId: string, cause: NewsCause): C;
  searchEnded(pickupId: string, cause: NewsCause): C;
  refused(pickupId: string, refusal: Refusal, cause: NewsCause): C;
  cancelled(pickupId: string, bookingId: string, cause: NewsCause): C;
  cancellationRefused(pickupId: string, bookingId: string, cause: NewsCause): C;
  reported(pickupId: string, report: Report, cause: NewsCause): C;
}

/** What a carrier said to the wish to stop a parcel, as a change. */
export interface InterceptionNews<C> {
  accepted(interceptionId: string, answer: Accepted, cause: NewsCause): C;
  refused(
    interceptionId: string,
    answer: { readonly provider: string; readonly code?: string },
    cause: NewsCause,
  ): C;
  /** Nobody knows whether it was taken. */
  lost(interceptionId: string, provider: string | undefined, cause: NewsCause): C;
  notSupported(interceptionId: string, cause: NewsCause): C;
  leftToPerson(interceptionId: string, why: string, cause: NewsCause): C;
  /** This attempt asked nobody, as far as anybody can know. */
  inVain(interceptionId: string, attempt: number, cause: NewsCause): C;
}

/** What an answer said of an account itself, as a change. */
export interface AccountNews<C> {
  ofCredentials(news: CredentialNews, cause: NewsCause): C;
}

export interface NewsCause {
  readonly tenantId: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent?: string;
}

export const CLOCK = Symbol('returns:clock');
export const CALENDAR = Symbol('returns:calendar');
export const QUERIES = Symbol('returns:queries');
export const QUOTES = Symbol('returns:quotes');
export const DUE_WORK = Symbol('returns:due-work');
export const CREDENTIALS = Symbol('returns:credentials');
export const CONTACTS = Symbol('returns:contacts');
export const SETTINGS_CHECK = Symbol('returns:settings-check');
export const PICKUP_NEWS = Symbol('returns:pickup-news');
export const INTERCEPTION_NEWS = Symbol('returns:interception-news');
export const ACCOUNT_NEWS = Symbol('returns:account-news');
