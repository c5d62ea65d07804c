import {
  CarrierError,
  isSupported,
  type CarrierPort,
  type CarrierWaybill,
  type NotSupported,
} from '@cartrail/carriers';
import { failed, retryLater, type ClaimedEffect, type EffectResult } from '@cartrail/messaging';
import { Counter } from 'prom-client';
import type { Connections, OpenedAccount } from '../../application/ports.js';
import type { Operation } from '../../domain/serving.js';

const withoutAccount = new Counter({
  name: 'tracking_calls_without_account_total',
  help: 'Carrier calls that waited or ended because the tenant has no carrier account for them',
  labelNames: ['kind'],
});

const passedOver = new Counter({
  name: 'tracking_accounts_passed_over_total',
  help: 'Carrier calls that went to the next account, by whose did not serve and why',
  labelNames: ['operation', 'provider', 'why'],
});

export interface ParcelRequest extends CarrierWaybill {
  readonly waybillId: string;
}

/** Who did not serve, in the order asked. */
interface Passed {
  readonly accountId: string;
  readonly provider: string;
  readonly why: string;
}

/** Accounts asked in one attempt at most: its time must do for all of them. */
const MOST_ACCOUNTS = 4;

/** Of one attempt. Each account may take as long as its own time-out allows. */
export const CALL_TIMEOUT_MS = 60_000;

/**
 * Runs one carrier call with the tenant's accounts, one after another until one serves; the answer says which, and who
 * was passed over. What the vendors' failures mean decides whether it is tried again.
 */
export async function callCarrier(
  effect: ClaimedEffect,
  connections: Connections<CarrierPort>,
  operation: Operation,
  call: (account: OpenedAccount<CarrierPort>, parcel: ParcelRequest) => Promise<EffectResult>,
): Promise<EffectResult> {
  // Only this service writes its effect rows.
  const parcel = effect.request as ParcelRequest;
  const { carrier } = parcel;
  const accounts = await connections.serving(effect.tenantId, { operation, carrier });
  if (accounts.length === 0) {
    withoutAccount.inc({ kind: effect.kind });
    return retryLater('no-carrier-account');
  }
  const passed: Passed[] = [];
  const errors: CarrierError[] = [];
  for (const account of accounts.slice(0, MOST_ACCOUNTS)) {
    const { accountId, provider } = account;
    try {
      const result = await call(account, parcel);
      for (const { provider: former, why } of passed) passedOver.inc({ operation, provider: former, why });
      return withServer(result, { accountId, provider, ...(passed.length > 0 && { passed }) });
    } catch (error) {
      if (!(error instanceof CarrierError)) throw error;
      errors.push(error);
      passed.push({ accountId, provider, why: error.kind });
      if (error.kind === 'unknown-outcome') break;
    }
  }
  return nobodyServed(errors);
}

const withServer = (result: EffectResult, server: object): EffectResult =>
  result.kind === 'done' ? { ...result, response: { ...result.response, ...server } } : result;

/** Worth another try unless everybody said no for good; the first of the others says why, and the shortest wait when. */
function nobodyServed(errors: readonly CarrierError[]): EffectResult {
  const open = errors.filter(({ kind }) => kind !== 'permanent');
  const [first] = open;
  if (!first) return failed(errors.map(reasonOf).join(', '));
  const waits = open.map(throttleOf);
  const known = waits.filter((each) => each !== undefined);
  return retryLater(reasonOf(first), known.length === waits.length ? Math.min(...known) : undefined);
}

const reasonOf = ({ kind, code }: CarrierError): string => `${kind}${code === undefined ? '' : ` ${code}`}`;

const throttleOf = (error: CarrierError): number | undefined =>
  error.kind === 'throttled' ? error.retryAfterMs : undefined;

/** An operation of an account that is asked only for what it can do. */
export function usable<T extends object>(operation: T | NotSupported): T {
  if (isSupported(operation)) return operation;
  throw new Error(`asked for what it cannot: ${operation.why}`);
}
