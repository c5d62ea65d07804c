import {
  carrierFactories,
  CarrierSettingsError,
  fetchHttp,
  isSupported,
  reachedAt,
  type BaseUrls,
  type CarrierLimits,
  type PickupPort,
} from '@cartrail/carriers';
import type { Clock } from '@cartrail/kernel';
import type { BookingAccount } from '../../application/ports.js';

export interface OpenedAccount {
  readonly accountId: string;
  readonly connectionId: string;
  readonly provider: string;
  readonly port: PickupPort;
  readonly limits: CarrierLimits;
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
): Pick<OpenedAccount, 'port' | 'limits' | 'memoryMs'> {
  const entry = carrierFactories.get(provider);
  if (!entry) throw new Error(`no carrier provider ${provider}`);
  const url = baseUrl ?? baseUrls[provider];
  const settings = { ...credentials, ...reachedAt(entry.manifest, url) };
  const { pickups } = entry.create(settings, { http: fetchHttp, clock });
  // Some accounts track and send no couriers: what orders are signed with may be left out of them.
  if (!isSupported(pickups)) throw new CarrierSettingsError(provider, [{ field: '', message: pickups.why }]);
  const { limits } = entry.manifest;
  return { port: pickups, limits, memoryMs: limits.bookingMemoryMs ?? 0 };
}
