import {
  accountLimits,
  addressSettings,
  carrierOf,
  CarrierSettingsError,
  featuresIn,
  fetchHttp,
  isSupported,
  limitsInForce,
  openCarrier,
  settingsOfMode,
  type CarrierPort,
} from '@cartrail/carriers';
import type { Clock } from '@cartrail/kernel';
import type {
  Abilities,
  AccountRef,
  AccountTerms,
  Credentials,
  OpenedAccount,
  SettingsCheck,
} from '../../application/ports.js';
import type { CarrierAccount } from '../../domain/carrier-account.js';
import { callbackPathOf, connectionIdOf } from '../../domain/connection-id.js';
import { operations, type Operation } from '../../domain/serving.js';
import { overlapping } from './overlapping-callbacks.js';

export interface Defaults {
  /** By provider, for accounts that name no URL of their own. */
  readonly baseUrls: Readonly<Record<string, string | undefined>>;
  /** Whether an account's own URL is taken: it decides what is called from inside this installation. */
  readonly accountUrls: boolean;
  /** Whose account tracks a tenant's parcels where the tenant says nothing, in the order of preference. */
  readonly trackers: readonly string[];
  /** Where providers reach this installation. */
  readonly callbackBaseUrl?: string;
  readonly clock: Clock;
}

export function openPort(
  { provider, mode, baseUrl }: AccountTerms,
  credentials: object,
  { accountUrls, baseUrls, clock }: Defaults,
): CarrierPort {
  const doors = accountUrls ? [] : addressSettings(carrierOf(provider).manifest);
  const own = Object.entries(credentials).filter(([name]) => !doors.includes(name));
  const url = (accountUrls ? baseUrl : undefined) ?? baseUrls[provider];
  return openCarrier({ provider, mode, url }, Object.fromEntries(own), { http: fetchHttp, clock });
}

/** What is set decides, not only the provider: some accounts track and send no couriers. */
export function operationsOf({ track, subscribe, pickups }: CarrierPort): readonly Operation[] {
  const can: Record<Operation, boolean> = {
    track: isSupported(track),
    subscribe: isSupported(subscribe),
    quote: isSupported(pickups) && isSupported(pickups.quote),
    book: isSupported(pickups),
  };
  return operations.filter((operation) => can[operation]);
}

/** What a new account gets wrong, by field. */
export const checkAccount =
  (defaults: Defaults): SettingsCheck =>
  (terms, credentials) => {
    const { provider, mode, baseUrl, limits } = terms;
    const { manifest } = carrierOf(provider);
    const refuse = (fields: readonly string[], message: string): void => {
      if (fields.length === 0) return;
      throw new CarrierSettingsError(
        provider,
        fields.map((field) => ({ field, message })),
      );
    };
    const doors = addressSettings(manifest).filter((name) => name in credentials);
    const named = baseUrl === undefined ? doors : [...new Set([...doors, 'baseUrl'])];
    if (!defaults.accountUrls)
      refuse(named, 'is not taken here: where carriers are reached is a setting of the installation');
    if (mode === 'sandbox')
      refuse(named, 'is not taken with a mode, which says where the account is reached');
    refuse(
      settingsOfMode(manifest).filter((name) => name in credentials),
      "is not taken: the account's mode decides it",
    );
    accountLimits(manifest, limits ?? {});
    return abilitiesOf(terms, openPort(terms, credentials, defaults));
  };

/** What an account bought may be less than what its provider sells: its port says so. */
function abilitiesOf({ provider, mode, limits }: AccountTerms, port: CarrierPort | undefined): Abilities {
  const manifest = port?.manifest ?? carrierOf(provider).manifest;
  return {
    operations: port ? operationsOf(port) : [],
    features: featuresIn(manifest, mode),
    limitsInForce: { ...limitsInForce(manifest, limits) },
  };
}

/** An account ready to be used: calls go out with its credentials, callbacks are verified with the former ones too. */
export class Opening {
  constructor(
    private readonly credentials: Credentials,
    private readonly defaults: Defaults,
  ) {}

  open(tenantId: string, account: CarrierAccount): OpenedAccount<CarrierPort> {
    const { accountId, provider, previous } = account;
    const connectionId = connectionIdOf(tenantId, accountId);
    const { callbackBaseUrl, clock } = this.defaults;
    const port = this.port({ tenantId, accountId }, account, account.sealedCredentials);
    return {
      accountId,
      connectionId,
      tenantId,
      provider,
      operations: operationsOf(port),
      limitsInForce: { ...limitsInForce(port.manifest, account.limits) },
      sealedCredentials: account.sealedCredentials,
      refusing: account.refusedSince !== undefined,
      callbackUrl: callbackBaseUrl && `${callbackBaseUrl}${callbackPathOf(provider, connectionId)}`,
      port: previous
        ? overlapping(port, this.port({ tenantId, accountId }, account, previous.sealedCredentials), {
            validUntil: previous.validUntil,
            clock,
          })
        : port,
    };
  }

  abilitiesOf(tenantId: string, account: CarrierAccount): Abilities {
    return abilitiesOf(account, this.portOf(tenantId, account));
  }

  /** None where the stored settings are no longer complete. */
  private portOf(tenantId: string, account: CarrierAccount): CarrierPort | undefined {
    try {
      return this.open(tenantId, account).port;
    } catch (error) {
      if (error instanceof CarrierSettingsError) return undefined;
      throw error;
    }
  }

  private port(ref: AccountRef, account: CarrierAccount, sealed: string): CarrierPort {
    return openPort(account, this.credentials.open(sealed, ref), this.defaults);
  }
}
