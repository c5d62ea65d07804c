import type { Instant } from '@cartrail/kernel';
import type { CaseSign, PulledCase, ShopRef, Unmapped } from '../../../application/ports.js';
import type { ObservedCase, ReturnParcel } from '../../../domain/after-sale.state.js';
import { UNKNOWN_CARRIER, type Companies } from '../wire/companies.js';
import { codeOf, fromYuan, textOf } from '../wire/values.js';
import { isKnownArbitration, toCaseStatus, toKind } from './case-status.js';
import { hasLeft, timeOf } from './mapping.js';
import { toReason } from './reason-codes.js';
import type { TradeData, WireRefund } from './wire.js';

export interface CaseReading {
  readonly shop: ShopRef;
  readonly askedAt: Instant;
  readonly companies: Companies;
}

/** A case in our words, with what only its order tells: its lines, and whether they had left. */
export function toPulledCase(
  { shop, askedAt, companies }: CaseReading,
  wire: WireRefund,
  order: TradeData,
): PulledCase {
  const id = textOf(wire.refund_id) ?? '';
  const platformOrderId = textOf(wire.tid) ?? '';
  const updatedAt = timeOf(wire.modified);
  const platformState = {
    type: codeOf(wire.demand) ?? codeOf(wire.return_goods) ?? '',
    status: codeOf(wire.status) ?? '',
    arbitration: codeOf(wire.cs_status),
  };
  const oids = oidsOf(wire, order);
  const kind = toKind(platformState.type, hasShipped(order, oids));
  const mapped = toCaseStatus(kind, platformState);
  const reasonCode = textOf(wire.reason);
  const reason = reasonCode === undefined ? undefined : toReason(reasonCode);
  const parcel = updatedAt === undefined ? undefined : toParcel(wire, companies, updatedAt);
  const missing = updatedAt === undefined || platformOrderId === '' || id === '';
  const unmapped = [
    ...unknownIn({ platformState, kind, known: mapped.status !== undefined }),
    ...(reasonCode !== undefined && reason === undefined ? [of('reason-code', reasonCode)] : []),
    ...(parcel?.carrier === UNKNOWN_CARRIER ? [of('carrier', parcel.platformCarrierCode)] : []),
    ...(missing ? [of('after-sale', id)] : []),
  ];
  const base = { platformAfterSaleId: id, platformOrderId, unmapped };
  if (missing) return base;
  const seen: ObservedCase = {
    platform: 'youzan',
    shopId: shop.shopId,
    platformAfterSaleId: id,
    platformOrderId,
    kind,
    ...mapped,
    platformState,
    reason: reason ?? 'UNKNOWN',
    platformReasonCode: reasonCode,
    refundAmountFen: fromYuan(wire.refund_fee) ?? 0,
    refundPostFen: 0,
    appliedAt: timeOf(wire.created) ?? updatedAt,
    returnParcel: parcel,
    sourceUpdatedAt: updatedAt,
    askedAt,
    version: textOf(wire.version),
    lines: toLines(wire, order, oids),
  };
  return { ...base, seen };
}

interface Judged extends Pick<ObservedCase, 'kind' | 'platformState'> {
  readonly known: boolean;
}

function unknownIn({ kind, platformState, known }: Judged): readonly Unmapped[] {
  const { type, status, arbitration } = platformState;
  return [
    ...(known ? [] : [of('after-sale-status', status)]),
    ...(kind === 'UNKNOWN' ? [of('after-sale-type', type)] : []),
    ...(isKnownArbitration(arbitration) ? [] : [of('arbitration', arbitration ?? '')]),
  ];
}

/** A row of the list: enough to know whether to ask. */
export function toSign(wire: WireRefund): readonly CaseSign[] {
  const platformAfterSaleId = textOf(wire.refund_id);
  if (platformAfterSaleId === undefined) return [];
  return [
    {
      platformAfterSaleId,
      platformOrderId: textOf(wire.tid),
      updatedAt: timeOf(wire.modified),
      status: codeOf(wire.status),
    },
  ];
}

const of = (what: Unmapped['what'], value: string): Unmapped => ({ what, value });

/** Of the order's own list of refunds, which names every line; the case names its first one. */
function oidsOf(wire: WireRefund, { refund_order: refunds = [] }: TradeData): ReadonlySet<string> {
  const listed = refunds.find(({ refund_id: id }) => textOf(id) === textOf(wire.refund_id));
  const oids = (listed?.oids ?? []).flatMap(({ oid }) => textOf(oid) ?? []);
  return new Set(oids.length > 0 ? oids : [textOf(wire.oid) ?? []].flat());
}

/** Whether any of the lines has left; of a case that names no line, whether any of the order's has. */
function hasShipped({ delivery_order: deliveries = [] }: TradeData, oids: ReadonlySet<string>): boolean {
  return deliveries
    .filter(hasLeft)
    .some(({ oids: sent = [] }) => oids.size === 0 || sent.some(({ oid }) => oids.has(textOf(oid) ?? '')));
}

/** The case counts its pieces together: of several lines each is taken whole. */
function toLines(
  wire: WireRefund,
  { full_order_info: order = {} }: TradeData,
  oids: ReadonlySet<string>,
): ObservedCase['lines'] {
  return [...oids].flatMap((platformLineId) => {
    const bought = order.orders?.find(({ oid }) => textOf(oid) === platformLineId)?.num;
    const quantity = oids.size === 1 ? (wire.item_num ?? bought) : bought;
    return quantity === undefined || quantity < 1 ? [] : [{ platformLineId, quantity }];
  });
}

function toParcel(
  { logistics }: WireRefund,
  companies: Companies,
  shippedAt: Instant,
): ReturnParcel | undefined {
  const number = textOf(logistics?.logistics_no);
  if (number === undefined) return undefined;
  const company = textOf(logistics?.company_code) ?? '';
  return { number, carrier: companies.toCarrier(company), platformCarrierCode: company, shippedAt };
}
