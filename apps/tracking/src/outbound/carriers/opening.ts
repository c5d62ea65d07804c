import {
  addressSettings,
  carrierFactories,
  CarrierSettingsError,
  fetchHttp,
  isSupported,
  reachedAt,
  type CarrierEntry,
  type CarrierPort,
} from '@cartrail/carriers';
import type { Clock } from '@cartrail/kernel';
import type { AccountRef, Credentials, OpenedAccount, SettingsCheck } from '../../application/ports.js';
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
  account: Pick<CarrierAccount, 'provider' | 'baseUrl'>,
  credentials: object,
  { accountUrls, baseUrls, clock }: Defaults,
): CarrierPort {
  const entry = entryOf(account.provider);
  const doors = accountUrls ? [] : addressSettings(entry.manifest);
  const own = Object.entries(credentials).filter(([name]) => !doors.includes(name));
  const url = (accountUrls ? account.baseUrl : undefined) ?? baseUrls[account.provider];
  return entry.create(
    { ...Object.fromEntries(own), ...reachedAt(entry.manifest, url) },
    { http: fetchHttp, clock },
  );
}

function entryOf(provider: string): CarrierEntry {
  const entry = carrierFactories.get(provider);
  if (!entry) throw new Error(`no carrier provider ${provider}`);
  return entry;
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
  (account, credentials) => {
    const { provider, baseUrl } = account;
    const doors = addressSettings(entryOf(provider).manifest);
    const named = doors.filter(
      (name) => name in credentials || (name === 'baseUrl' && baseUrl !== undefined),
    );
    if (named.length > 0 && !defaults.accountUrls) {
      const message = 'is not taken here: where carriers are reached is a setting of the installation';
      throw new CarrierSettingsError(
        provider,
        named.map((field) => ({ field, message })),
      );
    }
    return operationsOf(openPort(account, credentials, defaults));
  };

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

  /** Nothing where the stored settings are no longer complete. */
  operationsOf(tenantId: string, account: CarrierAccount): readonly Operation[] {
    try {
      return this.open(tenantId, account).operations;
    } catch (error) {
      if (error instanceof CarrierSettingsError) return [];
      throw error;
    }
  }

  /** For keeping them out of what is shown; never shown themselves. */
  secretsOf(
    tenantId: string,
    { provider, accountId, sealedCredentials }: CarrierAccount,
  ): readonly unknown[] {
    const settings = Object.entries(this.credentials.open(sealedCredentials, { tenantId, accountId }));
    const secrets = carrierFactories.get(provider)?.manifest.secrets ?? [];
    return settings.filter(([name]) => secrets.includes(name)).map(([, value]) => value as unknown);
  }

  private port(ref: AccountRef, account: CarrierAccount, sealed: string): CarrierPort {
    return openPort(account, this.credentials.open(sealed, ref), this.defaults);
  }
}
