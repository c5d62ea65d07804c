import type { Clock, Decision } from '@cartrail/kernel';
import {
  aboutToAgree,
  agreementFailed,
  confirmAgreed,
  judgeAgreement,
} from '../domain/after-sale-actions.js';
import type { ActionFailure, AfterSale, AfterSaleFact } from '../domain/after-sale.state.js';
import { react, type CaseDesk, type Reading } from './case-desk.js';
import {
  PlatformFailure,
  type AgreementAction,
  type AgreementRequest,
  type Attempt,
  type CaseFile,
  type CaseFiles,
} from './ports.js';

type Step = Attempt<AfterSale, AfterSaleFact>;
type Decided = Decision<AfterSale, AfterSaleFact>;

/** Agrees a return at the platform, with the address the goods go to. Repeating it after silence begins by reading. */
export class AgreeReturn implements AgreementAction {
  constructor(
    private readonly files: CaseFiles,
    private readonly desk: CaseDesk,
    private readonly clock: Clock,
  ) {}

  async attempt(request: AgreementRequest, attempt: number, signal: AbortSignal): Promise<Step> {
    const file = await this.files.afterSale(request.tenantId, request.afterSaleId);
    if (!file) return { result: 'unknown-case' };
    try {
      return await this.desk.onNewest(file, (reading) => this.decide(request, file, reading, signal));
    } catch (error) {
      if (!(error instanceof PlatformFailure)) throw error;
      const reaction = react(error, attempt);
      if (reaction.kind === 'again') return { again: reaction, result: 'waits' };
      return this.failed(request, reaction.failure);
    }
  }

  abandoned(request: AgreementRequest, why: string): (held: AfterSale | undefined) => Decided {
    const failure = { reason: 'unavailable', detail: why } as const;
    return (held) => agreementFailed(held, request.returnId, failure, this.clock.now());
  }

  private async decide(
    request: AgreementRequest,
    file: CaseFile,
    { pulled, seen }: Reading,
    signal: AbortSignal,
  ): Promise<Step> {
    const verdict = judgeAgreement(seen);
    if (verdict.kind === 'past') return { read: pulled, result: 'past' };
    if (verdict.kind === 'hopeless') return this.failed(request, verdict.failure, pulled);
    const cannot = await this.desk.whyNot(file, 'agree-return');
    if (cannot !== undefined) return this.failed(request, missing(cannot), pulled);
    const address = await addressOf(this.files, file, request.warehouseCode);
    if ('reason' in address) return this.failed(request, address, pulled);
    if (file.afterSale.agreeing?.sent !== true) {
      return {
        read: pulled,
        decide: (held) => aboutToAgree(held, request.returnId),
        again: { afterMs: 0, why: 'about to agree' },
        result: 'begun',
      };
    }
    await this.desk.act(file, signal, (actions, token) =>
      actions.agreeReturn?.(file.shop, token, seen, address),
    );
    const shown = await this.desk.read(file).catch(() => undefined);
    const at = this.clock.now();
    return { read: shown?.pulled, decide: (held) => confirmAgreed(held, at), result: 'agreed' };
  }

  private failed({ returnId }: AgreementRequest, failure: ActionFailure, read?: Step['read']): Step {
    const at = this.clock.now();
    return {
      ...(read && { read }),
      decide: (held) => agreementFailed(held, returnId, failure, at),
      result: failure.reason,
    };
  }
}

/** The platform's id of the address the goods go to, or what is missing. */
export async function addressOf(
  files: Pick<CaseFiles, 'returnAddress'>,
  file: CaseFile,
  warehouseCode: string | undefined,
): Promise<ActionFailure | { readonly addressId: string }> {
  const code = warehouseCode ?? file.warehouseCode;
  if (code === undefined) return missing('no warehouse is named for the goods to go to');
  const warehouse = await files.returnAddress(file.shop, code);
  if (!warehouse) return missing(`warehouse ${code} is not known`);
  if (warehouse.addressId === undefined) {
    return missing(`warehouse ${code} has no platformAddressIds.${file.afterSale.platform}`);
  }
  return { addressId: warehouse.addressId };
}

const missing = (detail: string): ActionFailure => ({ reason: 'not_supported', detail });
