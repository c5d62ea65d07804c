import {
  carrierFactories,
  CarrierSettingsError,
  fetchHttp,
  isSupported,
  reachedAt,
  type BaseUrls,
  type PickupPort,
} from '@cartrail/carriers';
import type { Clock } from '@cartrail/kernel';
import type { Reader } from '@cartrail/messaging';
import type { BookingAccount, Credentials } from '../../application/ports.js';
import { toAccount, type AccountRow } from '../postgres/account.store.js';

export interface OpenedAccount {
  readonly connectionId: string;
  readonly provider: string;
  readonly port: PickupPort;
  /** How long the provider knows a booking again by our reference. */
  readonly memoryMs: number;
}

export interface Defaults {
  readonly baseUrls: BaseUrls;
  readonly clock: Clock;
}

/** Throws `CarrierSettingsError`, which names the wrong fields and never their values. */
export function openAccount(
  { provider, baseUrl }: Pick<BookingAccount, 'provider' | 'baseUrl'>,
  credentials: object,
  { baseUrls, clock }: Defaults,
): { readonly port: PickupPort; readonly memoryMs: number } {
  const entry = carrierFactories.get(provider);
  if (!entry) throw new Error(`no carrier provider ${provider}`);
  const url = baseUrl ?? baseUrls[provider];
  const settings = { ...credentials, ...reachedAt(entry.manifest, url) };
  const { pickups } = entry.create(settings, { http: fetchHttp, clock });
  // Some accounts track and send no couriers: what orders are signed with may be left out of them.
  if (!isSupported(pickups)) throw new CarrierSettingsError(provider, [{ field: '', message: pickups.why }]);
  return { port: pickups, memoryMs: entry.manifest.limits.bookingMemoryMs ?? 0 };
}

const NEWEST = `
  SELECT * FROM carrier_account WHERE tenant_id = $1 AND ($2::text IS NULL OR provider = $2)
   ORDER BY created_at DESC, account_id DESC LIMIT 1`;

/** A tenant's newest account stands for it. Read each time: a booking is rarer than a changed credential is urgent. */
export class BookingAccounts {
  constructor(
    private readonly reader: Reader,
    private readonly credentials: Credentials,
    private readonly defaults: Defaults,
  ) {}

  async ofTenant(tenantId: string, provider?: string): Promise<OpenedAccount | undefined> {
    const rows = await this.reader.read(tenantId, (query) =>
      query<AccountRow>(NEWEST, [tenantId, provider ?? null]),
    );
    const account = rows.map(toAccount).at(0);
    if (!account) return undefined;
    const { accountId, connectionId, sealedCredentials } = account;
    const secrets = this.credentials.open(sealedCredentials, { tenantId, accountId });
    return { connectionId, provider: account.provider, ...openAccount(account, secrets, this.defaults) };
  }
}
