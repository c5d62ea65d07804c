import { createHash } from 'node:crypto';
import {
  CarrierError,
  isSupported,
  type LimitGate,
  type NotSupported,
  type PickupPort,
} from '@cartrail/carriers';
import type { CredentialNews } from '../../domain/account-standing.js';
import type { OpenedAccount } from './accounts.js';

export interface AskedAccount extends Omit<OpenedAccount, 'limits'> {
  /** What the last answer said of its credentials, where that is not known already. */
  readonly news: () => CredentialNews | undefined;
}

interface Asking {
  readonly tenantId: string;
  readonly gate: LimitGate;
  readonly sealedCredentials: string;
  /** Which credentials the provider is known to refuse. */
  readonly refused?: string;
}

/** An account whose calls wait their turn under its limits, and of whose credentials each answer says something. */
export function askedAccount(
  { port, intercept, limits, ...account }: OpenedAccount,
  { tenantId, gate, sealedCredentials, refused: known }: Asking,
): AskedAccount {
  const { accountId, provider } = account;
  const credentials = nameOf(sealedCredentials);
  let last: CredentialNews | undefined;
  const hear = (refusal?: CarrierError): void => {
    last = { accountId, provider, credentials, refused: refusal !== undefined, code: refusal?.code };
  };
  const heard =
    <Given extends readonly unknown[], Answer>(call: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      try {
        const answer = await call(...given);
        hear();
        return answer;
      } catch (error) {
        if (error instanceof CarrierError && error.kind === 'credentials') hear(error);
        throw error;
      }
    };
  const asked =
    <Given extends readonly unknown[], Answer>(
      operation: keyof PickupPort,
      call: (...given: Given) => Promise<Answer>,
    ) =>
    async (...given: Given): Promise<Answer> => {
      await gate.pass({ tenantId, provider, limits }, { accountId, operation });
      return heard(call)(...given);
    };
  const where = <Given extends readonly unknown[], Answer>(
    operation: keyof PickupPort,
    call: ((...given: Given) => Promise<Answer>) | NotSupported,
  ) => (isSupported(call) ? asked(operation, call) : call);
  return {
    ...account,
    // No provider documents how often parcels may be stopped.
    intercept: isSupported(intercept) ? heard(intercept) : intercept,
    port: {
      quote: where('quote', port.quote),
      reach: where('reach', port.reach),
      book: asked('book', port.book),
      findBooking: where('findBooking', port.findBooking),
      cancel: asked('cancel', port.cancel),
      change: where('change', port.change),
      detail: where('detail', port.detail),
    },
    news: () => ((last?.refused === true ? known === credentials : known === undefined) ? undefined : last),
  };
}

/** Tells credentials apart and says nothing of them: what is stored is other text after each change. */
const nameOf = (sealed: string): string => createHash('sha256').update(sealed).digest('base64url');
