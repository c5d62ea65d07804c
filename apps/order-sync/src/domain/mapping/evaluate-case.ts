import type { CaseKind, CaseReason } from '../after-sale.state.js';
import type { MappingDocument } from './document.js';
import { toPart, UNKNOWN } from './evaluate-order.js';
import type { Evaluated, MappedCase } from './mapped.js';
import { Reader, type Fields } from './reader.js';
import type { Catalogue } from './steps.js';
import type { CaseWord } from './targets.js';

type Stage = Pick<MappedCase, 'status' | 'outcome' | 'refunding'>;

const GOODS_GO_OUT: ReadonlySet<CaseKind> = new Set(['exchange', 'resend', 'repair']);

const at = (status: Stage['status'], outcome?: Stage['outcome'], refunding = false): Stage => ({
  status,
  outcome,
  refunding,
});

function stageOf(word: CaseWord, kind: CaseKind): Stage {
  switch (word) {
    case 'requested':
    case 'awaiting_return':
    case 'return_shipped':
    case 'rejected':
    case 'in_dispute':
    case 'refund_failed':
    case 'reship':
      return at(word);
    case 'refunding':
      return at(kind === 'return_refund' ? 'return_shipped' : 'requested', undefined, true);
    case 'succeeded':
      // A case that succeeded has paid money back, unless it was about goods.
      if (kind === 'UNKNOWN') return at(undefined);
      return GOODS_GO_OUT.has(kind) ? at('completed', 'completed') : at('refunded', 'refunded');
    case 'refunded':
    case 'completed':
      return at(word, word);
    case 'cancelled':
    case 'closed':
      return at('closed', word);
  }
}

/** One payload as an after-sale case. Never throws, whatever the payload. */
export function evaluateCase(
  { afterSale, maps = {} }: MappingDocument,
  payload: unknown,
  catalogue: Catalogue,
): Evaluated<MappedCase> {
  const reader = new Reader(payload, maps, catalogue);
  const fields = reader.whole('afterSale', afterSale?.fields ?? {});
  const rows = afterSale?.lines ? reader.rows('afterSaleLine', afterSale.lines, fields.scope, 'lines') : [];
  const parcel = fields.text('returnNumber');
  const counted = [
    ['after-sale-status', 'status'],
    ['after-sale-type', 'type'],
    ['reason-code', 'reason'],
    ['carrier', 'returnCarrier'],
  ] as const;
  for (const [what, name] of counted) {
    const value = fields.unknown(name);
    const isWanted = name !== 'returnCarrier' || parcel !== undefined;
    if (value !== undefined && isWanted) reader.unknown.push({ what, value: fields.raw(name) ?? value });
  }
  const rejected = reader.isRejected;
  return {
    result: rejected ? 'rejected' : reader.unknown.length > 0 ? 'unknown' : 'ok',
    key: fields.text('afterSaleId'),
    ...(!rejected && { mapped: toCase(fields, rows) }),
    trace: reader.trace,
    unknown: reader.unknown,
    exact: reader.exact,
    consulted: [...reader.consulted],
  };
}

function toCase(fields: Fields, rows: readonly Fields[]): MappedCase {
  const updatedAt = fields.number('updatedAt') ?? 0;
  const kind = (fields.text('type') ?? 'UNKNOWN') as CaseKind;
  const word = fields.text('status') as CaseWord | undefined;
  const stage = word === undefined ? at(undefined) : stageOf(word, kind);
  const number = fields.text('returnNumber');
  return {
    afterSaleId: fields.text('afterSaleId') ?? '',
    orderId: fields.text('orderId') ?? '',
    updatedAt,
    kind,
    ...stage,
    rawType: fields.raw('type') ?? '',
    rawStatus: fields.raw('status') ?? '',
    reason: (fields.text('reason') ?? 'UNKNOWN') as CaseReason,
    reasonCode: fields.text('reasonCode'),
    refundAmountFen: fields.number('refundAmountFen') ?? 0,
    refundPostFen: fields.number('refundPostFen') ?? 0,
    refundedFen: stage.outcome === 'refunded' ? fields.number('refundedFen') : undefined,
    statusDeadline: fields.number('statusDeadline'),
    appliedAt: fields.number('appliedAt') ?? updatedAt,
    goodsBack: fields.flag('goodsBack'),
    version: fields.text('version'),
    ...(number !== undefined && {
      returnParcel: {
        number,
        carrier: fields.text('returnCarrier') ?? UNKNOWN,
        company: fields.raw('returnCarrier') ?? '',
        shippedAt: fields.number('returnShippedAt') ?? updatedAt,
      },
    }),
    lines: rows.map(toPart),
  };
}
