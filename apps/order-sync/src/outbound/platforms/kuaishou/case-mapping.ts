import type { Instant } from '@cartrail/kernel';
import type { CaseSign, PulledCase, ShopRef, Unmapped } from '../../../application/ports.js';
import type { ReturnParcel } from '../../../domain/after-sale.state.js';
import type { ReasonTable } from '../../../domain/reason-table.js';
import { UNKNOWN_CARRIER } from '../wire/companies.js';
import { codeOf, fromFen, fromMillis, textOf } from '../wire/values.js';
import { toCaseStatus, toKind } from './case-status.js';
import { toCarrier } from './companies.js';
import { isSent, lineIdOf } from './mapping.js';
import type { WireCase, WireOrder } from './wire.js';

/** What merchant and buyer may have said to each other; 0 is nothing yet. */
const NEGOTIATIONS = ['1', '2', '3'];

export interface ReadTogether {
  readonly wire: WireCase;
  /** The order the case is about: it alone tells whether goods had left, and how many there were. */
  readonly order: WireOrder;
  readonly askedAt: Instant;
}

/** A case in our words. What no table knows comes back beside it, and never as a guess. */
export function toPulledCase(shop: ShopRef, read: ReadTogether, reasons: ReasonTable): PulledCase {
  const { wire, order, askedAt } = read;
  const [id = '', orderId = ''] = [textOf(wire.refundId), textOf(order.orderBaseInfo?.oid)];
  const [type = '', status = ''] = [codeOf(wire.handlingWay), codeOf(wire.status)];
  const negotiation = textOf(wire.negotiateStatus);
  const updatedAt = fromMillis(wire.updateTime);
  const kind = toKind(type, isSent(order));
  const mapped = toCaseStatus(kind, status);
  const reasonCode = textOf(wire.refundReason);
  const reason = reasonCode === undefined ? undefined : reasons.get(reasonCode);
  const parcel = updatedAt === undefined ? undefined : toParcel(wire, updatedAt);
  const lines = toLines(wire, order);
  const unmapped = [
    ...note(mapped.status === undefined, 'after-sale-status', `${status}/${type}`),
    ...note(kind === 'UNKNOWN', 'after-sale-type', type),
    ...noteOf('arbitration', NEGOTIATIONS.includes(negotiation ?? '1') ? undefined : negotiation),
    ...noteOf('reason-code', reason === undefined ? reasonCode : undefined),
    ...note(parcel?.carrier === UNKNOWN_CARRIER, 'carrier', parcel?.platformCarrierCode ?? ''),
    ...note(lines.length === 0, 'after-sale-line', id),
    ...note(updatedAt === undefined || orderId === '', 'after-sale', id),
  ];
  const base = { platformAfterSaleId: id, platformOrderId: orderId, unmapped };
  if (updatedAt === undefined || orderId === '' || id === '') return base;
  const amount = fromFen(wire.refundFee) ?? 0;
  const appliedAt = fromMillis(wire.submitTime) ?? updatedAt;
  return {
    ...base,
    seen: {
      platform: 'kuaishou',
      shopId: shop.shopId,
      platformAfterSaleId: id,
      platformOrderId: orderId,
      kind,
      ...mapped,
      platformState: { type, status, arbitration: negotiation },
      reason: reason ?? 'UNKNOWN',
      platformReasonCode: reasonCode,
      refundAmountFen: amount,
      refundPostFen: 0,
      refundedFen: mapped.status === 'refunded' ? amount : undefined,
      statusDeadline: deadlineOf(wire, appliedAt),
      appliedAt,
      returnParcel: parcel,
      sourceUpdatedAt: updatedAt,
      version: String(wire.updateTime),
      askedAt,
      lines,
    },
  };
}

/** A row of a list: enough to know whether to ask. */
export function toSign(wire: WireCase): readonly CaseSign[] {
  const id = textOf(wire.refundId);
  if (id === undefined) return [];
  return [
    {
      platformAfterSaleId: id,
      platformOrderId: textOf(wire.oid),
      updatedAt: fromMillis(wire.updateTime),
      status: codeOf(wire.status),
    },
  ];
}

const note = (when: boolean, what: Unmapped['what'], value: string): readonly Unmapped[] =>
  when ? [{ what, value }] : [];

const noteOf = (what: Unmapped['what'], value: string | undefined): readonly Unmapped[] =>
  value === undefined ? [] : [{ what, value }];

/** A moment after the buyer asked; anything else is no deadline. */
function deadlineOf({ expireTime }: WireCase, appliedAt: Instant): Instant | undefined {
  const at = fromMillis(expireTime);
  return at !== undefined && at > appliedAt ? at : undefined;
}

function toLines(wire: WireCase, { orderBaseInfo: base, orderItemInfo: item }: WireOrder) {
  const [orderId, skuId] = [textOf(base?.oid), textOf(item?.skuId)];
  if (orderId === undefined || skuId === undefined) return [];
  const quantity = [wire.productNum, item?.num]
    .map(fromFen)
    .find((count) => count !== undefined && count > 0);
  return [{ platformLineId: lineIdOf(orderId, skuId), quantity: quantity ?? 1 }];
}

function toParcel({ logisticsInfo }: WireCase, updatedAt: Instant): ReturnParcel | undefined {
  const number = textOf(logisticsInfo?.expressNo);
  if (number === undefined) return undefined;
  const company = codeOf(logisticsInfo?.expressCode) ?? '';
  return { number, carrier: toCarrier(company), platformCarrierCode: company, shippedAt: updatedAt };
}
