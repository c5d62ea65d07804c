import type { Decision, Instant } from '@cartrail/kernel';
import type { Alert } from '../domain/alert.js';
import type { Report } from '../domain/scan.js';
import type { Threshold } from '../domain/thresholds.js';
import type { Waybill, WaybillFact } from '../domain/waybill.js';

/** One condition: this parcel, pickup or return has waited for this since then. */
export interface AlertKey {
  readonly subjectId: string;
  readonly detector: string;
  readonly since: Instant;
}

export interface CarrierAccount {
  readonly accountId: string;
  readonly provider: string;
  readonly label: string;
  readonly baseUrl?: string;
  /** As stored: encrypted. Never readable again through any door. */
  readonly sealedCredentials: string;
  readonly createdAt: Instant;
}

/** What the detectors and the poller ask the store, over all tenants; a constant number of statements. */
export interface Watching {
  /** What is over its threshold without an open alert, each as the alert it deserves (its id is new). */
  overdue(now: Instant, defaults: readonly Threshold[], limit: number): Promise<readonly Found[]>;
  /** Open alerts whose condition has ended, with why. */
  ended(now: Instant, defaults: readonly Threshold[], limit: number): Promise<readonly Ended[]>;
  /** Parcels nothing was heard of for too long. */
  quiet(now: Instant, limit: number): Promise<readonly Quiet[]>;
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

export interface Quiet {
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

/** Throws what names the wrong fields, never their values. */
export type SettingsCheck = (
  account: Pick<CarrierAccount, 'provider' | 'baseUrl'>,
  credentials: object,
) => void;

/** `P` is what the adapters make of an account; the application does not look inside. */
export interface OpenedAccount<P> {
  readonly connectionId: string;
  readonly tenantId: string;
  readonly provider: string;
  /** For providers that want to be told with every subscription; absent where the installation does not say. */
  readonly callbackUrl?: string;
  readonly port: P;
}

export interface Connections<P> {
  find(connectionId: string): Promise<OpenedAccount<P> | undefined>;
  /** The account that tracks for the tenant: the newest of the first provider it has one with. */
  tracking(tenantId: string): Promise<OpenedAccount<P> | undefined>;
  /** One that was found before, without asking anybody. */
  known(connectionId: string): OpenedAccount<P> | undefined;
}

/** What may be shown of a courier. */
export type CourierMask = (courier: { readonly name?: string; readonly phone?: string }) => {
  readonly nameMask?: string;
  readonly phoneMask?: string;
};

/** What a carrier said about a parcel, as the decision a change carries. */
export interface Hearing {
  heard(reports: readonly Report[]): (waybill: Waybill | undefined) => Decision<Waybill, WaybillFact>;
}

export const HEARING = Symbol('tracking:hearing');
export const CONNECTIONS = Symbol('tracking:connections');
export const WATCHING = Symbol('tracking:watching');
export const COURIER_MASK = Symbol('tracking:courier-mask');
export const CREDENTIALS = Symbol('tracking:credentials');
export const SETTINGS_CHECK = Symbol('tracking:settings-check');
