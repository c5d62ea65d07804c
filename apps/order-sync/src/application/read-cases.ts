import { newId } from '@cartrail/kernel';
import type { Stream } from './poll-stream.js';
import type { AfterSales, CaseHints, CasePage, ClaimedCase, PullMetrics, ReadCase, Tokens } from './ports.js';

/** After-sale cases as the platform shows them. A list only says which to ask for: it does not tell the reason. */
export class ReadCases {
  constructor(
    private readonly platform: AfterSales,
    private readonly tokens: Tokens,
    private readonly hints: CaseHints,
  ) {}

  async answer(pull: ClaimedCase): Promise<ReadCase> {
    const pulled = await this.tokens.use(pull, (token) => this.platform.afterSale(pull, token, pull));
    const cause = { tenantId: pull.tenantId, correlationId: pull.correlationId, causationId: newId() };
    return { shop: pull, pulled, cause };
  }

  changes(metrics: PullMetrics): Stream<CasePage> {
    const { pageSize, maxRows, maxAgeMs } = this.platform;
    return {
      name: 'after-sales.update',
      pageSize,
      maxRows,
      maxAgeMs,
      metrics,
      page: (shop, window, page) =>
        this.tokens.use(shop, (token) => this.platform.updated(shop, token, window, page)),
      keep: (shop, { cases }, run) => this.hints.offer(shop, cases, run),
    };
  }
}

/** How a case and the question about it find each other. */
export const caseQuestions = {
  questionOf: ({ shop, pulled, cause }: ReadCase): ClaimedCase => ({
    ...shop,
    platformAfterSaleId: pulled.platformAfterSaleId,
    platformOrderId: pulled.platformOrderId,
    version: 0,
    attempts: 0,
    correlationId: cause.correlationId,
  }),
  keyOf: ({ shopId, platformAfterSaleId }: ClaimedCase): string => `${shopId}/${platformAfterSaleId}`,
};
