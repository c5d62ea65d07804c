import type { Instant } from '@cartrail/kernel';
import type { CaseSign, PulledCase, ShopRef, Unmapped } from '../../../application/ports.js';
import type { PlatformState, ReturnParcel } from '../../../domain/after-sale.state.js';
import type { ReasonTable } from '../../../domain/reason-table.js';
import { UNKNOWN_CARRIER } from '../wire/companies.js';
import { codeOf, fromFen, fromWallTime, fromYuan, textOf } from '../wire/values.js';
import { toCaseStatus, toKind } from './case-status.js';
import { toCarrierOfName } from './companies.js';
import { lineIdOf } from './lines.js';
import type { WireRefund } from './wire.js';

export interface CaseContext {
  readonly shop: ShopRef;
  readonly askedAt: Instant;
  readonly reasons: ReasonTable;
  /** Whether its order has been shipped, where the case's type depends on it. */
  readonly shipped?: boolean;
}

const ARBITRATIONS = new Set(['0', '1']);

/** A case in our words. What no table knows comes back beside it, and never as a guess. */
export function toPulledCase(wire: WireRefund, { shop, askedAt, reasons, shipped }: CaseContext): PulledCase {
  const [id, orderId] = [textOf(wire.id) ?? '', textOf(wire.order_sn) ?? ''];
  const updatedAt = fromWallTime(wire.updated_time);
  const amount = fromYuan(wire.refund_amount);
  const state = stateOf(wire);
  const kind = toKind(state.type, state.status, shipped);
  const parcel = updatedAt === undefined ? undefined : toParcel(wire, updatedAt);
  const mapped = toCaseStatus(kind, state.status, parcel !== undefined);
  const reasonCode = textOf(wire.after_sale_reason);
  const reason = reasons.get(reasonCode ?? '');
  const whole = updatedAt !== undefined && amount !== undefined && id !== '' && orderId !== '';
  const unmapped: Unmapped[] = [
    ...(mapped.status === undefined ? [of('after-sale-status', state.status)] : []),
    ...(kind === 'UNKNOWN' ? [of('after-sale-type', state.type)] : []),
    ...(ARBITRATIONS.has(state.arbitration ?? '0') ? [] : [of('arbitration', state.arbitration ?? '')]),
    ...(reasonCode !== undefined && reason === undefined ? [of('reason-code', reasonCode)] : []),
    ...(parcel?.carrier === UNKNOWN_CARRIER ? [of('carrier', parcel.platformCarrierCode)] : []),
    ...(whole ? [] : [of('after-sale', id)]),
  ];
  const base = { platformAfterSaleId: id, platformOrderId: orderId, unmapped };
  if (!whole) return base;
  return {
    ...base,
    seen: {
      platform: 'pinduoduo',
      shopId: shop.shopId,
      platformAfterSaleId: id,
      platformOrderId: orderId,
      kind,
      ...mapped,
      platformState: state,
      reason: reason ?? 'UNKNOWN',
      platformReasonCode: reasonCode,
      refundAmountFen: amount,
      refundPostFen: 0,
      refundedFen: mapped.status === 'refunded' ? amount : undefined,
      appliedAt: fromWallTime(wire.created_time) ?? updatedAt,
      returnParcel: parcel,
      sourceUpdatedAt: updatedAt,
      askedAt,
      lines: linesOf(wire, orderId),
    },
  };
}

/** A row of the list: enough to know whether to ask. */
export function toSign(wire: WireRefund): CaseSign | undefined {
  const id = textOf(wire.id);
  if (id === undefined) return undefined;
  return {
    platformAfterSaleId: id,
    platformOrderId: textOf(wire.order_sn),
    updatedAt: fromWallTime(wire.updated_time),
    status: stateOf(wire).status,
  };
}

export const stateOf = (wire: WireRefund): PlatformState => ({
  type: codeOf(wire.after_sales_type) ?? '',
  status: codeOf(wire.after_sales_status) ?? '',
  arbitration: codeOf(wire.dispute_refund_status),
});

const of = (what: Unmapped['what'], value: string): Unmapped => ({ what, value });

function toParcel(wire: WireRefund, updatedAt: Instant): ReturnParcel | undefined {
  const number = textOf(wire.tracking_number);
  if (number === undefined) return undefined;
  const name = wire.shipping_name ?? '';
  // When the buyer entered the number the platform does not tell.
  return { number, carrier: toCarrierOfName(name), platformCarrierCode: name, shippedAt: updatedAt };
}

function linesOf(wire: WireRefund, orderId: string) {
  const [skuId, quantity] = [textOf(wire.sku_id), fromFen(wire.goods_number) ?? 0];
  return skuId === undefined || quantity < 1 ? [] : [{ platformLineId: lineIdOf(orderId, skuId), quantity }];
}
