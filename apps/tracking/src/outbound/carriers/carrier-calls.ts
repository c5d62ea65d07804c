import { CarrierError, type CarrierPort, type CarrierWaybill } from '@cartrail/carriers';
import { failed, retryLater, type ClaimedEffect, type EffectResult } from '@cartrail/messaging';
import { Counter } from 'prom-client';
import type { Connections, OpenedAccount } from '../../application/ports.js';

const withoutAccount = new Counter({
  name: 'tracking_calls_without_account_total',
  help: 'Carrier calls that waited or ended because the tenant has no carrier account',
  labelNames: ['kind'],
});

export interface ParcelRequest extends CarrierWaybill {
  readonly waybillId: string;
}

/** Runs one carrier call for the tenant's account; what the vendor's failure means decides whether it is tried again. */
export async function callCarrier(
  effect: ClaimedEffect,
  connections: Connections<CarrierPort>,
  call: (account: OpenedAccount<CarrierPort>, parcel: ParcelRequest) => Promise<EffectResult>,
): Promise<EffectResult> {
  const account = await connections.tracking(effect.tenantId);
  if (!account) {
    withoutAccount.inc({ kind: effect.kind });
    return retryLater('no-carrier-account');
  }
  try {
    // Only this service writes its effect rows.
    return await call(account, effect.request as ParcelRequest);
  } catch (error) {
    if (!(error instanceof CarrierError)) throw error;
    const reason = `${error.kind}${error.code === undefined ? '' : ` ${error.code}`}`;
    return error.kind === 'permanent' ? failed(reason) : retryLater(reason, throttleOf(error));
  }
}

const throttleOf = (error: CarrierError): number | undefined =>
  error.kind === 'throttled' ? error.retryAfterMs : undefined;

export const unsupported = failed('not-supported');
