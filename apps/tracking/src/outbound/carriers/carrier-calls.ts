import { Inject, Injectable } from '@nestjs/common';
import {
  CarrierError,
  isSupported,
  type CarrierErrorKind,
  type CarrierPort,
  type CarrierWaybill,
  LimitGate,
  type NotSupported,
} from '@cartrail/carriers';
import { failed, retryLater, type ClaimedEffect, type EffectResult } from '@cartrail/messaging';
import { Counter } from 'prom-client';
import { CONNECTIONS, type Connections, type OpenedAccount } from '../../application/ports.js';
import { CredentialNews } from './credential-news.js';

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

type ParcelOperation = 'track' | 'subscribe';

export interface ParcelRequest extends CarrierWaybill {
  readonly waybillId: string;
}

interface Failed {
  readonly account: OpenedAccount<CarrierPort>;
  readonly error: CarrierError;
}

/** Accounts asked in one attempt at most: its time must do for all of them. */
const MOST_ACCOUNTS = 4;

/** Of one attempt. Each account may take as long as its own time-out allows. */
export const CALL_TIMEOUT_MS = 60_000;

export type CarrierCall = (
  account: OpenedAccount<CarrierPort>,
  parcel: ParcelRequest,
) => Promise<EffectResult>;

/** Carrier calls about one parcel, made with the tenant's accounts. */
@Injectable()
export class CarrierCalls {
  constructor(
    @Inject(CONNECTIONS) private readonly connections: Connections<CarrierPort>,
    private readonly credentials: CredentialNews,
    private readonly gate: LimitGate,
  ) {}

  /**
   * Asks one account after another until one serves; the answer says which, and who was passed over. What the vendors'
   * failures mean decides whether it is tried again.
   */
  async run(effect: ClaimedEffect, operation: ParcelOperation, call: CarrierCall): Promise<EffectResult> {
    // Only this service writes its effect rows.
    const parcel = effect.request as ParcelRequest;
    const { carrier } = parcel;
    const { accounts, preferred } = await this.connections.serving(effect.tenantId, { operation, carrier });
    if (accounts.length === 0) {
      withoutAccount.inc({ kind: effect.kind });
      return retryLater('no-carrier-account');
    }
    const tries: Failed[] = [];
    for (const account of accounts.slice(0, MOST_ACCOUNTS)) {
      try {
        await this.pass(account, operation, parcel.number);
        const result = await call(account, parcel);
        for (const each of tries) count(operation, each);
        const served = withServer(result, { ...nameOf(account), ...passed(tries) });
        return this.withNews(served, effect, tries, account);
      } catch (error) {
        if (!(error instanceof CarrierError)) throw error;
        tries.push({ account, error });
        if (!mayMoveOn(error.kind, preferred)) break;
      }
    }
    return this.withNews(nobodyServed(tries.map(({ error }) => error)), effect, tries);
  }

  private pass(
    account: OpenedAccount<CarrierPort>,
    operation: ParcelOperation,
    number: string,
  ): Promise<void> {
    const { tenantId, accountId, provider, limitsInForce: limits } = account;
    return this.gate.pass({ tenantId, provider, limits }, { accountId, operation, number });
  }

  /** Refused credentials are told, and their end, too. */
  private withNews(
    result: EffectResult,
    { cause }: ClaimedEffect,
    tries: readonly Failed[],
    served?: OpenedAccount<CarrierPort>,
  ): EffectResult {
    const refused = tries.filter(({ account, error }) => error.kind === 'credentials' && !account.refusing);
    const news = [
      ...refused.map(({ account }) => this.credentials.refused(account, cause)),
      ...(served?.refusing === true ? [this.credentials.accepted(served, cause)] : []),
    ];
    return news.length === 0 ? result : { ...result, changes: [...(result.changes ?? []), ...news] };
  }
}

const nameOf = ({ accountId, provider }: OpenedAccount<CarrierPort>) => ({ accountId, provider });

const passed = (tries: readonly Failed[]) =>
  tries.length === 0
    ? {}
    : { passed: tries.map(({ account, error }) => ({ ...nameOf(account), why: error.kind })) };

function count(operation: ParcelOperation, { account: { provider }, error }: Failed): void {
  passedOver.inc({ operation, provider, why: error.kind });
}

/**
 * A no for good sends everybody to the next account. What may pass does so only in an order the tenant set: two providers
 * that follow one parcel are paid twice, and tell everything twice.
 */
function mayMoveOn(kind: CarrierErrorKind, preferred: boolean): boolean {
  if (kind === 'unknown-outcome') return false;
  return preferred || kind === 'permanent' || kind === 'credentials';
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
