import { SECOND, type Instant } from '@cartrail/kernel';
import {
  PlatformFailure,
  type CaseSign,
  type PulledCase,
  type ShopRef,
  type Unmapped,
} from '../../../application/ports.js';
import type { PlatformState, ReturnParcel } from '../../../domain/after-sale.state.js';
import type { ReasonTable } from '../../../domain/reason-table.js';
import { isKnownArbitration, toCaseStatus, toKind } from './after-sale-status.js';
import type { AfterSaleDetailData, WireListItem } from './after-sale-wire.js';
import { toCarrierByName, UNKNOWN_CARRIER } from '../wire/companies.js';
import { toCarrier } from './carrier-codes.js';
import { codeOf, fromSeconds, textOf } from '../wire/values.js';

/** A case out of either API, still in the platform's words. */
export interface WireCase {
  readonly id?: string;
  readonly orderId?: string;
  readonly type?: string;
  readonly status?: string;
  readonly refund?: string;
  readonly arbitration?: string;
  readonly amountFen?: number;
  readonly postFen?: number;
  readonly paidFen?: number;
  readonly reasonCode?: string;
  readonly appliedAt?: Instant;
  readonly updatedAt?: Instant;
  readonly deadline?: Instant;
  readonly goodsBack?: boolean;
  readonly parcel?: { readonly number: string; readonly code?: string; readonly name?: string; at?: Instant };
  readonly lines?: readonly { readonly platformLineId: string; readonly quantity: number }[];
}

interface Counted {
  readonly id: string | undefined;
  readonly count: number | undefined;
}

const toLines = (given: readonly Counted[] | undefined): WireCase['lines'] =>
  given?.flatMap(({ id, count }) =>
    id === undefined || count === undefined || count < 1 ? [] : [{ platformLineId: id, quantity: count }],
  );

export function fromDetail({ process_info: process, order_info: order }: AfterSaleDetailData): WireCase {
  const { after_sale_info: info, logistics_info: logistics, arbitrate_info: arbitration } = process ?? {};
  const number = textOf(logistics?.return?.tracking_no);
  const detailed = order?.sku_order_infos?.map((line) => ({
    id: textOf(line.sku_order_id),
    count: line.after_sale_item_count ?? line.item_quantity,
  }));
  return {
    id: textOf(info?.after_sale_id),
    orderId: textOf(order?.shop_order_id),
    type: codeOf(info?.after_sale_type),
    status: codeOf(info?.after_sale_status),
    refund: codeOf(info?.refund_status),
    arbitration: codeOf(arbitration?.arbitrate_status) ?? codeOf(info?.arbitrate_status),
    amountFen: info?.refund_total_amount,
    postFen: info?.refund_post_amount,
    paidFen: info?.real_refund_amount,
    reasonCode: textOf(info?.reason_code),
    appliedAt: fromSeconds(info?.apply_time),
    updatedAt: fromSeconds(info?.update_time),
    deadline: fromSeconds(info?.status_deadline),
    goodsBack: info?.got_pkg === 1,
    lines: toLines(detailed ?? order?.related_order_info?.map(related)),
    ...(number !== undefined && {
      parcel: {
        number,
        code: textOf(logistics?.return?.company_code),
        name: textOf(logistics?.return?.company_name),
        at: fromSeconds(logistics?.return?.logistics_time),
      },
    }),
  };
}

const related = (line: {
  sku_order_id?: string | number;
  aftersale_item_num?: number;
  item_num?: number;
}) => ({
  id: textOf(line.sku_order_id),
  count: line.aftersale_item_num ?? line.item_num,
});

export function fromListItem({ aftersale_info: info, order_info: order }: WireListItem): WireCase {
  const number = textOf(info?.return_logistics_code);
  return {
    id: textOf(info?.aftersale_id),
    orderId: textOf(order?.shop_order_id) ?? textOf(info?.related_id),
    type: codeOf(info?.aftersale_type),
    status: codeOf(info?.aftersale_status),
    refund: codeOf(info?.refund_status),
    arbitration: codeOf(info?.arbitrate_status),
    amountFen: info?.refund_amount,
    postFen: info?.refund_post_amount,
    appliedAt: fromSeconds(info?.apply_time),
    updatedAt: fromSeconds(info?.update_time),
    deadline: fromSeconds(info?.status_deadline),
    lines: toLines(order?.related_order_info?.map(related)),
    ...(number !== undefined && { parcel: { number, name: textOf(info?.return_logistics_company_name) } }),
  };
}

/** What a case cannot do without; a detail that lacks any of it is completed from the list. */
export const isWhole = (wire: WireCase): boolean =>
  [wire.orderId, wire.type, wire.status, wire.refund, wire.amountFen, wire.updatedAt].every(
    (value) => value !== undefined,
  ) && (wire.lines ?? []).length > 0;

/** Both were asked for one after the other: where they disagree, the case moved in between. */
export function merged(detail: WireCase, listed: WireCase): WireCase {
  const moved = (['status', 'refund', 'updatedAt'] as const).some(
    (field) => detail[field] !== undefined && listed[field] !== undefined && detail[field] !== listed[field],
  );
  if (moved) throw new PlatformFailure('conflict', 'the case moved while it was read');
  const own = Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== undefined));
  return { ...listed, ...own, ...((detail.lines ?? []).length === 0 && { lines: listed.lines }) };
}

/** A case in our words. What no table knows comes back beside it, and never as a guess. */
export function toPulledCase(
  shop: ShopRef,
  wire: WireCase,
  askedAt: Instant,
  reasons: ReasonTable,
): PulledCase {
  const { id = '', orderId = '', updatedAt, reasonCode } = wire;
  const state = stateOf(wire);
  const kind = toKind(state.type);
  const mapped = toCaseStatus(kind, state);
  const parcel = updatedAt === undefined ? undefined : toParcel(wire, updatedAt);
  const reason = reasonCode === undefined ? undefined : reasons.get(reasonCode);
  const unmapped = [
    ...(mapped.status === undefined
      ? [of('after-sale-status', `${state.status}/${state.refund ?? ''}`)]
      : []),
    ...(kind === 'UNKNOWN' ? [of('after-sale-type', state.type)] : []),
    ...(isKnownArbitration(state.arbitration) ? [] : [of('arbitration', state.arbitration ?? '')]),
    ...(reasonCode !== undefined && reason === undefined ? [of('reason-code', reasonCode)] : []),
    ...(parcel?.carrier === UNKNOWN_CARRIER ? [of('carrier', parcel.platformCarrierCode)] : []),
    ...(updatedAt === undefined || orderId === '' ? [of('after-sale', id)] : []),
  ];
  const goodsBack = wire.goodsBack === true ? { goodsBack: true } : {};
  const base = { platformAfterSaleId: id, platformOrderId: orderId, unmapped, ...goodsBack };
  if (updatedAt === undefined || orderId === '' || id === '') return base;
  return {
    ...base,
    seen: {
      platform: 'douyin',
      shopId: shop.shopId,
      platformAfterSaleId: id,
      platformOrderId: orderId,
      kind,
      ...mapped,
      platformState: state,
      reason: reason ?? 'UNKNOWN',
      platformReasonCode: reasonCode,
      refundAmountFen: wire.amountFen ?? 0,
      refundPostFen: wire.postFen ?? 0,
      refundedFen: mapped.status === 'refunded' ? positive(wire.paidFen) : undefined,
      statusDeadline: wire.deadline,
      appliedAt: wire.appliedAt ?? updatedAt,
      returnParcel: parcel,
      sourceUpdatedAt: updatedAt,
      askedAt,
      lines: wire.lines ?? [],
    },
  };
}

/** A row of the update list: enough to know whether to ask. */
export function toSign(item: WireListItem): CaseSign | undefined {
  const wire = fromListItem(item);
  const { id, orderId, updatedAt } = wire;
  if (id === undefined || updatedAt === undefined) return undefined;
  const { status, refund } = stateOf(wire);
  return { platformAfterSaleId: id, platformOrderId: orderId, updatedAt, status, refund };
}

const of = (what: Unmapped['what'], value: string): Unmapped => ({ what, value });

const positive = (fen: number | undefined): number | undefined => (fen === 0 ? undefined : fen);

const stateOf = ({ type = '', status = '', refund, arbitration }: WireCase): PlatformState => ({
  type,
  status,
  refund,
  arbitration,
});

function toParcel({ parcel }: WireCase, updatedAt: Instant): ReturnParcel | undefined {
  if (!parcel) return undefined;
  const { number, code, name, at } = parcel;
  return {
    number,
    carrier: code === undefined ? toCarrierByName(name ?? '') : toCarrier(code),
    platformCarrierCode: code ?? name ?? '',
    shippedAt: at ?? updatedAt,
  };
}

/** The version an action is bound to, as the platform wrote it. */
export const versionOf = (sourceUpdatedAt: Instant): number => sourceUpdatedAt / SECOND;
