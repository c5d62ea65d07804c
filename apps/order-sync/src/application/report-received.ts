import type { Clock, Decision } from '@cartrail/kernel';
import { reportFailed } from '../domain/after-sale-actions.js';
import type { AfterSale, AfterSaleFact } from '../domain/after-sale.state.js';
import { hasEnded } from '../domain/case-progress.js';
import { react, type CaseDesk } from './case-desk.js';
import {
  PlatformFailure,
  type Attempt,
  type CaseFile,
  type CaseFiles,
  type ReceivedRequest,
  type ReportAction,
} from './ports.js';

type Step = Attempt<AfterSale, AfterSaleFact>;

/** Tells the platform that the goods are back. After silence the case is read again: what it shows is not repeated. */
export class ReportReceived implements ReportAction {
  constructor(
    private readonly files: CaseFiles,
    private readonly desk: CaseDesk,
    private readonly clock: Clock,
  ) {}

  async attempt(request: ReceivedRequest, attempt: number, signal: AbortSignal): Promise<Step> {
    const file = await this.files.afterSale(request.tenantId, request.afterSaleId);
    if (!file) return { result: 'unknown-case' };
    try {
      return await this.report(request, file, attempt > 1, signal);
    } catch (error) {
      if (!(error instanceof PlatformFailure)) throw error;
      const reaction = react(error, attempt);
      if (reaction.kind === 'again') return { again: reaction, result: 'waits' };
      const [{ failure }, at] = [reaction, this.clock.now()];
      return { decide: (held) => reportFailed(held, request.returnId, failure, at), result: failure.reason };
    }
  }

  abandoned(request: ReceivedRequest, why: string) {
    const failure = { reason: 'unavailable', detail: why } as const;
    return (held: AfterSale | undefined): Decision<AfterSale, AfterSaleFact> =>
      reportFailed(held, request.returnId, failure, this.clock.now());
  }

  private async report(
    request: ReceivedRequest,
    file: CaseFile,
    again: boolean,
    signal: AbortSignal,
  ): Promise<Step> {
    if ((await this.desk.whyNot(file, 'report-received')) !== undefined) return { result: 'not_supported' };
    const { pulled, seen } = await this.desk.read(file);
    if (seen.status !== undefined && hasEnded(seen.status)) return { read: pulled, result: 'past' };
    if (again && pulled.goodsBack === true) return { read: pulled, result: 'reported' };
    // The parcel as the buyer named it at the platform; ours may be written otherwise, or be another one's.
    const { number, carrier } = seen.returnParcel ?? request;
    const goods = { number, carrier, receivedAt: request.receivedAt };
    await this.desk.act(file, signal, (actions, token) =>
      actions.reportReceived?.(file.shop, token, seen, goods),
    );
    return { read: pulled, result: 'reported' };
  }
}
