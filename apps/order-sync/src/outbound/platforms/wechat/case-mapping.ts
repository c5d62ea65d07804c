import { MINUTE, SECOND, type Instant } from '@cartrail/kernel';
import type { PulledCase, ShopRef, Unmapped } from '../../../application/ports.js';
import type { CaseKind, ObservedCase, ReturnParcel } from '../../../domain/after-sale.state.js';
import type { ReasonTable } from '../../../domain/reason-table.js';
import { toCarrierByName, UNKNOWN_CARRIER } from '../wire/companies.js';
import { codeOf, fromFen, fromSeconds, textOf } from '../wire/values.js';
import { isKnownComplaint, isWithMerchant, toCaseStatus } from './case-status.js';
import { toCarrier } from './companies.js';
import { lineIdOf } from './lines.js';
import type { WireCase, WireOrder } from './wire.js';

/** Whether goods had left is the order's to tell: the case does not. */
export const needsOrder = ({ type }: WireCase): boolean => type === 'REFUND';

/** What a case is read with. */
export interface CaseContext {
  readonly askedAt: Instant;
  /** Business time: what is left is told in seconds. */
  readonly now: Instant;
  readonly reasons: ReasonTable;
  /** Of a case that {@link needsOrder}. */
  readonly order?: WireOrder;
  /** Where the dispute about it is, if there is one. */
  readonly complaint?: string;
}

/** A case in our words. What no table knows comes back beside it, and never as a guess. */
export function toPulledCase(shop: ShopRef, wire: WireCase, context: CaseContext): PulledCase {
  const { type = '', status = '' } = wire;
  const platformAfterSaleId = textOf(wire.after_sale_order_id) ?? '';
  const platformOrderId = textOf(wire.order_id) ?? '';
  const kind = kindOf(wire, context.order);
  const seen = toCase(shop, wire, kind, context);
  const reasonCode = textOf(wire.reason);
  const { returnParcel: parcel } = seen ?? {};
  const of = (what: Unmapped['what'], value: string, known: boolean): readonly Unmapped[] =>
    known ? [] : [{ what, value }];
  return {
    platformAfterSaleId,
    platformOrderId,
    ...(seen && { seen }),
    ...(isWithMerchant(kind, status) && { goodsBack: true }),
    unmapped: [
      ...of('after-sale', platformAfterSaleId, seen !== undefined),
      ...of('after-sale-status', status, toCaseStatus(kind, status, context.complaint).status !== undefined),
      ...of('arbitration', context.complaint ?? '', isKnownComplaint(context.complaint)),
      ...of('after-sale-type', type, kind !== 'UNKNOWN'),
      ...of('reason-code', reasonCode ?? '', reasonCode === undefined || context.reasons.has(reasonCode)),
      ...of('carrier', parcel?.platformCarrierCode ?? '', parcel?.carrier !== UNKNOWN_CARRIER),
    ],
  };
}

function toCase(
  shop: ShopRef,
  wire: WireCase,
  kind: CaseKind,
  { askedAt, now, reasons, complaint }: CaseContext,
): ObservedCase | undefined {
  const { type = '', status = '', product_info: product } = wire;
  const platformAfterSaleId = textOf(wire.after_sale_order_id);
  const platformOrderId = textOf(wire.order_id);
  const sourceUpdatedAt = fromSeconds(wire.update_time);
  if (platformAfterSaleId === undefined || platformOrderId === undefined) return undefined;
  if (sourceUpdatedAt === undefined) return undefined;
  const mapped = toCaseStatus(kind, status, complaint);
  const amountFen = fromFen(wire.refund_info?.amount);
  const reasonCode = textOf(wire.reason);
  const quantity = fromFen(product?.count) ?? 0;
  return {
    platform: 'wechat',
    shopId: shop.shopId,
    platformAfterSaleId,
    platformOrderId,
    kind,
    ...mapped,
    platformState: { type, status, ...(complaint !== undefined && { arbitration: complaint }) },
    reason: reasons.get(reasonCode ?? '') ?? 'UNKNOWN',
    platformReasonCode: reasonCode,
    refundAmountFen: amountFen ?? 0,
    // The platform names one amount and no part of it for freight.
    refundPostFen: 0,
    refundedFen: mapped.status === 'refunded' ? amountFen : undefined,
    statusDeadline: deadlineOf(wire, now),
    appliedAt: fromSeconds(wire.create_time) ?? sourceUpdatedAt,
    returnParcel: toParcel(wire, sourceUpdatedAt),
    sourceUpdatedAt,
    askedAt,
    lines: quantity > 0 ? [{ platformLineId: lineIdOf(platformOrderId, product?.sku_id), quantity }] : [],
  };
}

function kindOf(wire: WireCase, order: WireOrder | undefined): CaseKind {
  switch (wire.type) {
    case 'RETURN':
      return 'return_refund';
    case 'EXCHANGE':
      return 'exchange';
    case 'REFUND':
      return hadLeft(wire, order) ? 'refund_only_shipped' : 'refund_only_unshipped';
    default:
      return 'UNKNOWN';
  }
}

/** Whole minutes, or every reading would have another one. */
function deadlineOf({ deadline }: WireCase, now: Instant): Instant | undefined {
  const left = fromFen(deadline);
  if (left === undefined || left <= 0) return undefined;
  return Math.floor((now + left * SECOND) / MINUTE) * MINUTE;
}

const SHIPPED = new Set(['30', '100']);

/** Whether the goods had left when the buyer asked: by the parcels they are in, or else by the order's status. */
function hadLeft(
  { create_time: askedAt, product_info: about }: WireCase,
  order: WireOrder | undefined,
): boolean {
  const sku = textOf(about?.sku_id);
  const left = (order?.order_detail?.delivery_info?.delivery_product_info ?? [])
    .filter(({ product_infos: goods = [] }) => goods.some(({ sku_id: one }) => textOf(one) === sku))
    .flatMap(({ delivery_time: at }) => fromSeconds(at) ?? []);
  const appliedAt = fromSeconds(askedAt);
  if (left.length > 0 && appliedAt !== undefined) return Math.min(...left) <= appliedAt;
  return SHIPPED.has(codeOf(order?.status) ?? '');
}

function toParcel({ return_info: parcel }: WireCase, updatedAt: Instant): ReturnParcel | undefined {
  const number = textOf(parcel?.waybill_id);
  if (number === undefined) return undefined;
  const [code, name] = [textOf(parcel?.delivery_id), textOf(parcel?.delivery_name)];
  return {
    number,
    carrier: code === undefined ? toCarrierByName(name ?? '') : toCarrier(code),
    platformCarrierCode: code ?? name ?? '',
    shippedAt: updatedAt,
  };
}
