import { SECOND, type Fen, type Instant } from '@cartrail/kernel';
import type { CaseSign, PulledCase, ShopRef, Unmapped } from '../../../application/ports.js';
import type { ObservedCase, ReturnParcel } from '../../../domain/after-sale.state.js';
import type { ReasonTable } from '../../../domain/reason-table.js';
import { toCarrierByName, UNKNOWN_CARRIER } from '../wire/companies.js';
import { fromMillis, fromWallTime, fromYuan, textOf } from '../wire/values.js';
import { shippedBy, toCaseStatus, toKind } from './case-status.js';
import type { WireRefund } from './wire.js';

export interface Reading {
  readonly askedAt: Instant;
  /** By the reason's text: the platform gives no code. */
  readonly reasons: ReasonTable;
  /** Whether the goods had left, where the trade was asked for it. */
  readonly shipped?: boolean;
}

/** A refund in our words. What no table knows comes back beside it, and never as a guess. */
export function toPulledCase(shop: ShopRef, wire: WireRefund, reading: Reading): PulledCase {
  const [id = '', orderId = ''] = [textOf(wire.refund_id), textOf(wire.tid)];
  const [updatedAt, amount] = [updatedAtOf(wire), fromYuan(wire.refund_fee)];
  const seen =
    updatedAt !== undefined && amount !== undefined && id !== '' && orderId !== ''
      ? toSeen({ shop, wire, reading, id, orderId, updatedAt, amount })
      : undefined;
  return {
    platformAfterSaleId: id,
    platformOrderId: orderId,
    unmapped: seen ? unmappedOf(seen) : [of('after-sale', id)],
    ...(seen && { seen }),
  };
}

interface Parts {
  readonly shop: ShopRef;
  readonly wire: WireRefund;
  readonly reading: Reading;
  readonly id: string;
  readonly orderId: string;
  readonly updatedAt: Instant;
  readonly amount: Fen;
}

function toSeen({ shop, wire, reading, id, orderId, updatedAt, amount }: Parts): ObservedCase {
  const [type = '', status = ''] = [wire.dispute_type, wire.status];
  const kind = toKind(type, shippedBy(wire) ?? reading.shipped);
  const mapped = toCaseStatus(kind, status);
  const words = textOf(wire.reason);
  const { exist_timeout: hasDeadline, timeout } = wire.refund_remind_timeout ?? {};
  return {
    platform: 'taobao',
    shopId: shop.shopId,
    platformAfterSaleId: id,
    platformOrderId: orderId,
    kind,
    ...mapped,
    platformState: { type, status },
    refunding: false,
    reason: reading.reasons.get(words ?? '') ?? 'UNKNOWN',
    platformReasonCode: words,
    refundAmountFen: amount,
    refundPostFen: 0,
    refundedFen: mapped.status === 'refunded' ? amount : undefined,
    statusDeadline: hasDeadline === true ? fromWallTime(timeout) : undefined,
    appliedAt: fromWallTime(wire.created) ?? updatedAt,
    returnParcel: toParcel(wire, updatedAt),
    version: textOf(wire.refund_version),
    sourceUpdatedAt: updatedAt,
    askedAt: reading.askedAt,
    lines: toLines(wire),
  };
}

const unmappedOf = (seen: ObservedCase): readonly Unmapped[] => [
  ...(seen.status === undefined ? [of('after-sale-status', seen.platformState.status)] : []),
  ...(seen.kind === 'UNKNOWN' ? [of('after-sale-type', seen.platformState.type)] : []),
  ...(seen.reason === 'UNKNOWN' && seen.platformReasonCode !== undefined
    ? [of('reason-code', seen.platformReasonCode)]
    : []),
  ...(seen.returnParcel?.carrier === UNKNOWN_CARRIER
    ? [of('carrier', seen.returnParcel.platformCarrierCode)]
    : []),
  ...(seen.lines.length === 0 ? [of('after-sale-line', seen.platformAfterSaleId)] : []),
];

/** A row of the list: enough to know whether to ask. */
export function toSign(wire: WireRefund): CaseSign | undefined {
  const platformAfterSaleId = textOf(wire.refund_id);
  if (platformAfterSaleId === undefined) return undefined;
  return {
    platformAfterSaleId,
    platformOrderId: textOf(wire.tid),
    updatedAt: updatedAtOf(wire),
    status: textOf(wire.status),
  };
}

const of = (what: Unmapped['what'], value: string): Unmapped => ({ what, value });

function updatedAtOf(wire: WireRefund): Instant | undefined {
  const version = fromMillis(wire.refund_version);
  const versionSecond = version === undefined ? undefined : Math.floor(version / SECOND) * SECOND;
  return fromWallTime(wire.modified) ?? versionSecond;
}

/** A refund is about one sub-order. */
function toLines({ oid, num }: WireRefund): readonly { platformLineId: string; quantity: number }[] {
  const [platformLineId, quantity] = [textOf(oid), Number(num ?? 0)];
  return platformLineId !== undefined && Number.isSafeInteger(quantity) && quantity > 0
    ? [{ platformLineId, quantity }]
    : [];
}

function toParcel(wire: WireRefund, updatedAt: Instant): ReturnParcel | undefined {
  const number = textOf(wire.sid);
  if (number === undefined) return undefined;
  const company = wire.company_name ?? '';
  return {
    number,
    carrier: toCarrierByName(company),
    platformCarrierCode: company,
    shippedAt: fromWallTime(wire.good_return_time) ?? updatedAt,
  };
}
