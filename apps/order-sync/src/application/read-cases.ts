import { newId } from '@cartrail/kernel';
import type { Stream } from './poll-stream.js';
import type { CaseHints, CaseSign, ClaimedCase, PullMetrics, ReadCase, Tokens } from './ports.js';

/** After-sale cases as the platform shows them. A list only says which to ask for: it does not tell the reason. */
export class ReadCases {
  constructor(
    private readonly tokens: Tokens,
    private readonly hints: CaseHints,
  ) {}

  async answer(pull: ClaimedCase): Promise<ReadCase> {
    const pulled = await this.tokens.use(pull, (token, { cases }) => cases.case(pull, token, pull));
    const cause = { tenantId: pull.tenantId, correlationId: pull.correlationId, causationId: newId() };
    return { shop: pull, via: pull.via, pulled, cause };
  }

  changes(metrics: PullMetrics): Stream<CaseSign> {
    return {
      name: 'after-sales.update',
      metrics,
      listing: ({ cases }) => cases.changed,
      keep: (shop, rows, run) => this.hints.offer(shop, rows, run),
    };
  }
}

/** How a case and the question about it find each other. */
export const caseQuestions = {
  questionOf: ({ shop, via, pulled, cause }: ReadCase): ClaimedCase => ({
    ...shop,
    via,
    platformAfterSaleId: pulled.platformAfterSaleId,
    platformOrderId: pulled.platformOrderId,
    version: 0,
    attempts: 0,
    correlationId: cause.correlationId,
  }),
  keyOf: ({ shopId, platformAfterSaleId }: ClaimedCase): string => `${shopId}/${platformAfterSaleId}`,
};
