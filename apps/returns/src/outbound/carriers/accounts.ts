import {
  carrierOf,
  CarrierSettingsError,
  fetchHttp,
  isSupported,
  limitsInForce,
  openCarrier,
  type BaseUrls,
  type CarrierLimits,
  type CarrierPort,
  type PickupPort,
} from '@cartrail/carriers';
import type { Clock } from '@cartrail/kernel';
import type { AccountTerms } from '../../application/ports.js';

export interface OpenedAccount {
  readonly accountId: string;
  readonly connectionId: string;
  readonly provider: string;
  readonly port: PickupPort;
  readonly intercept: CarrierPort['intercept'];
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
  { provider, mode, baseUrl, limits: own = {} }: AccountTerms,
  credentials: object,
  { baseUrls, clock }: Defaults,
): Pick<OpenedAccount, 'port' | 'intercept' | 'limits' | 'memoryMs'> {
  const url = baseUrl ?? baseUrls[provider];
  const { pickups, intercept } = openCarrier({ provider, mode, url }, credentials, {
    http: fetchHttp,
    clock,
  });
  // Some accounts track and send no couriers: what orders are signed with may be left out of them.
  if (!isSupported(pickups)) throw new CarrierSettingsError(provider, [{ field: '', message: pickups.why }]);
  const { manifest } = carrierOf(provider);
  const limits = limitsInForce(manifest, own);
  return { port: pickups, intercept, limits, memoryMs: limits.bookingMemoryMs ?? 0 };
}
