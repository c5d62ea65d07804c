import {
  PlatformFailure,
  type Applications,
  type Reread,
  type Rereading,
  type ShopRef,
} from '../../../application/ports.js';
import { failuresOf, type KeptPayload } from '../../../domain/kept-payload.js';
import type { MappingDocument } from '../../../domain/mapping/document.js';
import { evaluateCase } from '../../../domain/mapping/evaluate-case.js';
import { evaluateOrder } from '../../../domain/mapping/evaluate-order.js';
import { readDocument } from '../../../domain/mapping/validate.js';
import { catalogue } from './catalogue.js';
import { toPulledOrder } from './pulled.js';
import { readCaseRow, readOrderRow } from './readings.js';

/** Kept payloads by the document their application has now. */
export class MappedRereading implements Rereading {
  private last?: { readonly text: string; readonly document: MappingDocument };

  constructor(private readonly applications: Pick<Applications, 'find'>) {}

  async reread(shop: ShopRef, kept: KeptPayload): Promise<Reread> {
    const document = await this.documentOf(shop);
    return kept.subject === 'order' ? orderOf(document, shop, kept) : caseOf(document, kept);
  }

  private async documentOf({ tenantId, applicationId }: ShopRef): Promise<MappingDocument> {
    const held =
      applicationId === undefined ? undefined : await this.applications.find({ tenantId, applicationId });
    const text = held?.settings['mapping'] ?? '';
    if (this.last?.text === text) return this.last.document;
    const read = readDocument(text, catalogue);
    if (read.kind === 'invalid') throw new PlatformFailure('invalid', 'there is no valid mapping');
    this.last = { text, document: read.document };
    return read.document;
  }
}

/** What was too long to keep is asked for once more. */
function orderOf(document: MappingDocument, shop: ShopRef, kept: KeptPayload): Reread {
  const { payload, key, source, receivedAt } = kept;
  if (payload === null && key !== undefined)
    return { kind: 'order', row: { kind: 'sign', platformOrderId: key } };
  const signs = document.sources.orders.changed;
  if (source === 'row' && signs) {
    const { read } = readOrderRow(document, signs, { shop, row: payload, askedAt: receivedAt });
    if (read?.kind === 'sign') return { kind: 'order', row: read };
  }
  const evaluated = evaluateOrder(document, payload, catalogue);
  const failures = failuresOf(evaluated);
  if (failures.length > 0) return { kind: 'failed', failures };
  const named = source === 'detail' && key !== undefined ? { ...evaluated, key } : evaluated;
  return { kind: 'order', row: { kind: 'whole', pulled: toPulledOrder(shop, named, receivedAt) } };
}

/** A case is asked for by its id, always: what is kept of it only tells whether that is worth it. */
function caseOf(document: MappingDocument, { payload, key, source }: KeptPayload): Reread {
  const changed = document.sources.afterSales?.changed;
  if (source === 'row') {
    const { read, arrived } = changed ? readCaseRow(changed, payload) : {};
    return read ? { kind: 'case', sign: read } : { kind: 'failed', failures: arrived?.failures ?? [] };
  }
  const failures = payload === null ? [] : failuresOf(evaluateCase(document, payload, catalogue));
  return failures.length > 0 || key === undefined
    ? { kind: 'failed', failures }
    : { kind: 'case', sign: { platformAfterSaleId: key } };
}
