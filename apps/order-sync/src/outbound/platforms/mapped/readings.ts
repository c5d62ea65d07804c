import type { ArrivedPayload, CaseSign, OrderRow, ShopRef } from '../../../application/ports.js';
import { failuresOf } from '../../../domain/kept-payload.js';
import type { ListSource, MappingDocument } from '../../../domain/mapping/document.js';
import { evaluateOrder } from '../../../domain/mapping/evaluate-order.js';
import { textAt, timeAt } from '../../../domain/mapping/lists.js';
import type { Evaluated, MappedOrder } from '../../../domain/mapping/mapped.js';
import { catalogue } from './catalogue.js';
import { toPulledOrder } from './pulled.js';

/** What a row came to; without it, what is kept of the row says why. */
export interface Reading<T> {
  readonly read?: T;
  readonly arrived?: ArrivedPayload;
}

/** A row that only names an order is asked for; one that does not even do that is read as the order itself. */
export function readOrderRow(
  document: MappingDocument,
  { rows }: Pick<ListSource, 'rows'>,
  given: { readonly shop: ShopRef; readonly row: unknown; readonly askedAt: number },
): Reading<OrderRow> {
  const { shop, row, askedAt } = given;
  const platformOrderId = rows.kind === 'sign' ? textAt(rows.id, row) : undefined;
  if (rows.kind === 'sign' && platformOrderId !== undefined)
    return { read: { kind: 'sign', platformOrderId, updatedAt: timeAt(rows.updatedAt, row, catalogue) } };
  const evaluated = evaluateOrder(document, row, catalogue);
  return {
    read: { kind: 'whole', pulled: toPulledOrder(shop, evaluated, askedAt) },
    arrived: arrivedOf(evaluated, rows.kind === 'whole' ? 'whole' : 'row', row),
  };
}

export function readCaseRow({ rows }: Pick<ListSource, 'rows'>, row: unknown): Reading<CaseSign> {
  if (rows.kind === 'whole') return {};
  const id = textAt(rows.id, row);
  if (id !== undefined)
    return { read: { platformAfterSaleId: id, updatedAt: timeAt(rows.updatedAt, row, catalogue) } };
  const failure = { field: 'afterSaleId', from: rows.id, problem: 'is needed, and nothing is there' };
  return { arrived: { subject: 'afterSale', source: 'row', payload: row, failures: [failure] } };
}

const arrivedOf = (
  evaluated: Evaluated<MappedOrder>,
  source: ArrivedPayload['source'],
  payload: unknown,
): ArrivedPayload => ({
  subject: 'order',
  source,
  ...(evaluated.key !== undefined && { key: evaluated.key }),
  payload,
  failures: failuresOf(evaluated),
});
