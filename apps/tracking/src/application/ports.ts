import type { Decision, Instant } from '@cartrail/kernel';
import type { Alert } from '../domain/alert.js';
import type { CarrierAccount, Limits } from '../domain/carrier-account.js';
import type { Followed, NumberForm, Opinion } from '../domain/recognition.js';
import type { Report } from '../domain/scan.js';
import type { Operation, Preference, Wanted } from '../domain/serving.js';
import type { Threshold } from '../domain/thresholds.js';
import type { Waybill, WaybillFact } from '../domain/waybill.js';

/** One condition: this parcel, pickup or return has waited for this since then. */
export interface AlertKey {
  readonly subjectId: string;
  readonly detector: string;
  readonly since: Instant;
}

/** What the detectors and the poller ask the store, over all tenants; a constant number of statements. */
export interface Watching {
  /** What is over its threshold without an open alert, each as the alert it deserves (its id is new). */
  overdue(now: Instant, defaults: readonly Threshold[], limit: number): Promise<readonly Found[]>;
  /** Open alerts whose condition has ended, with why. */
  ended(now: Instant, defaults: readonly Threshold[], limit: number): Promise<readonly Ended[]>;
  /** Parcels their providers have given up and take again. */
  lapsed(now: Instant, limit: number): Promise<readonly Parcel[]>;
  /** Parcels nothing was heard of for too long. */
  quiet(now: Instant, limit: number): Promise<readonly Parcel[]>;
}

export interface Found {
  readonly tenantId: string;
  readonly alert: Alert;
}

export interface Ended {
  readonly tenantId: string;
  readonly alertId: string;
  readonly why: string;
}

export interface Parcel {
  readonly tenantId: string;
  readonly waybillId: string;
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
export type AccountTerms = Pick<CarrierAccount, 'provider' | 'mode' | 'baseUrl' | 'limits'>;

/** What an account can do. */
export interface Abilities {
  /** With these credentials; nothing where they are no longer complete. */
  readonly operations: readonly Operation[];
  /** What its provider does for accounts of its mode, by the names of the provider's manifest. */
  readonly features: readonly string[];
  /** How often it may be asked: its own figures before the provider's. */
  readonly limitsInForce: Limits;
}

/** Throws what names the wrong fields, never their values. */
export type SettingsCheck = (terms: AccountTerms, credentials: object) => Abilities;

/** A tenant's accounts as they are stored, never their secrets in clear. */
export interface Accounts {
  /** Newest first. */
  all(tenantId: string): Promise<readonly CarrierAccount[]>;
  find(ref: AccountRef): Promise<CarrierAccount | undefined>;
  preferences(tenantId: string): Promise<readonly Preference[]>;
}

/** `P` is what the adapters make of an account; the application does not look inside. */
export interface OpenedAccount<P> {
  readonly accountId: string;
  readonly connectionId: string;
  readonly tenantId: string;
  readonly provider: string;
  readonly operations: readonly Operation[];
  /** The credentials it was opened with, as stored, and whether the provider was refusing them then. */
  readonly sealedCredentials: string;
  readonly refusing: boolean;
  /** For providers that want to be told with every subscription; absent where the installation does not say. */
  readonly callbackUrl?: string;
  readonly limitsInForce: Limits;
  readonly port: P;
}

/** Who is to be asked for a tenant, best first; all of them able to. */
export interface Serving<P> {
  readonly accounts: readonly OpenedAccount<P>[];
  /** The tenant's own order, not the usual one. */
  readonly preferred: boolean;
}

export interface Connections<P> {
  find(connectionId: string): Promise<OpenedAccount<P> | undefined>;
  /** As it is stored now, where it may have changed a moment ago; looked at once a second at most. */
  findAnew(connectionId: string): Promise<OpenedAccount<P> | undefined>;
  serving(tenantId: string, wanted: Wanted): Promise<Serving<P>>;
  /** Who can say whose a number is: the newest account of each provider that does. */
  recognising(tenantId: string): Promise<readonly OpenedAccount<P>[]>;
  /** One that was found before, without asking anybody. */
  known(connectionId: string): OpenedAccount<P> | undefined;
  /** Of a tenant's accounts nothing is remembered any more, in this process. */
  forget(tenantId: string): void;
}

/** With whom a tenant's newest parcels of a form were followed; one statement for any number of forms. */
export interface FormHistory {
  of(tenantId: string, forms: readonly NumberForm[]): Promise<ReadonlyMap<NumberForm, readonly Followed[]>>;
}

/** The tenant's aggregators. Never throws what they do: a failure is an outcome. */
export interface Recognisers {
  /** What each said of each number. */
  ask(tenantId: string, numbers: readonly string[]): Promise<ReadonlyMap<string, readonly Opinion[]>>;
}

export type AbilitiesOf = (tenantId: string, account: CarrierAccount) => Abilities;

/** One harmless call with an account's credentials, where its limits let it through. */
export type Probe = (tenantId: string, account: CarrierAccount) => Promise<ProbeReport | HeldBack>;

/** Nothing was sent. */
export interface HeldBack {
  readonly retryAfterMs: number;
}

export interface ProbeReport {
  /** The provider took the credentials. */
  readonly ok: boolean;
  readonly kind: 'accepted' | 'credentials' | 'throttled' | 'permanent' | 'retryable' | 'unsupported';
  /** The provider's own. */
  readonly code?: string;
  /** The provider's words without what is personal or secret, or ours. */
  readonly message: string;
  readonly tookMs: number;
}

/** What may be shown of a courier. */
export type CourierMask = (courier: { readonly name?: string; readonly phone?: string }) => {
  readonly nameMask?: string;
  readonly phoneMask?: string;
};

/** A line of a carrier's trace before its courier is masked. */
export interface Heard extends Omit<Report, 'courier'> {
  readonly courier?: Parameters<CourierMask>[0];
}

/** What a carrier said about a parcel, as the decision a change carries. */
export interface Hearing {
  /** `resubscribeAfterMs`: the provider gave the parcel up, and takes it again after that. */
  heard(
    reports: readonly Heard[],
    resubscribeAfterMs?: number,
  ): (waybill: Waybill | undefined) => Decision<Waybill, WaybillFact>;
}

export const HEARING = Symbol('tracking:hearing');
export const CONNECTIONS = Symbol('tracking:connections');
export const WATCHING = Symbol('tracking:watching');
export const COURIER_MASK = Symbol('tracking:courier-mask');
