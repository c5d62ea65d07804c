import type { Instant } from '@cartrail/kernel';
import type { CaseSign, PulledCase, ShopRef, Unmapped } from '../../../application/ports.js';
import type { ObservedCase, ReturnParcel } from '../../../domain/after-sale.state.js';
import { toCarrierByName, UNKNOWN_CARRIER } from '../wire/companies.js';
import { codeOf, fromYuan, textOf } from '../wire/values.js';
import { pieces } from './mapping.js';
import type { WeimobMeanings } from './settings.js';
import { toCaseStatus, toKind } from './tables.js';
import type { WireRights } from './wire.js';

/** A case in our words, as far as the merchant's tables reach. */
export function toPulledCase(
  shop: ShopRef,
  wire: WireRights,
  askedAt: Instant,
  meanings: WeimobMeanings,
): PulledCase {
  const { rightsOrder: rights = {}, originOrder: origin = {} } = wire;
  const id = textOf(rights.rightsId) ?? '';
  const platformOrderId = textOf(origin.orderNo) ?? '';
  const updatedAt = meanings.toInstant(rights.updateTime);
  const platformState = stateOf(wire);
  const { status, type } = platformState;
  const orderWas = meanings.orders.get(codeOf(origin.applyOrderStatus) ?? '');
  const kind = toKind(
    meanings.kinds.get(type) ?? meanings.kinds.get(codeOf(rights.rightsType) ?? ''),
    orderWas,
  );
  const mapped = toCaseStatus(meanings.cases.get(status), kind);
  const parcel = updatedAt === undefined ? undefined : toParcel(wire, updatedAt);
  const missing = updatedAt === undefined || platformOrderId === '' || id === '';
  const unmapped = [
    ...(mapped.status === undefined ? [of('after-sale-status', status)] : []),
    ...(kind === 'UNKNOWN' ? [of('after-sale-type', type)] : []),
    ...(parcel?.carrier === UNKNOWN_CARRIER ? [of('carrier', parcel.platformCarrierCode)] : []),
    ...(missing ? [of('after-sale', id)] : []),
  ];
  const base = { platformAfterSaleId: id, platformOrderId, unmapped };
  if (missing) return base;
  const seen: ObservedCase = {
    platform: 'weimob',
    shopId: shop.shopId,
    platformAfterSaleId: id,
    platformOrderId,
    kind,
    ...mapped,
    platformState,
    reason: 'UNKNOWN',
    refundAmountFen: fromYuan(wire.refundDetail?.applyAmount) ?? 0,
    refundPostFen: 0,
    refundedFen: mapped.status === 'refunded' ? fromYuan(wire.refundDetail?.refundAmount) : undefined,
    appliedAt: meanings.toInstant(rights.createTime) ?? updatedAt,
    returnParcel: parcel,
    sourceUpdatedAt: updatedAt,
    askedAt,
    lines: toLines(wire),
  };
  return { ...base, seen };
}

/** A row of the list: enough to know whether to ask. */
export function toSign(wire: WireRights, meanings: WeimobMeanings): readonly CaseSign[] {
  const platformAfterSaleId = textOf(wire.rightsOrder?.rightsId);
  if (platformAfterSaleId === undefined) return [];
  return [
    {
      platformAfterSaleId,
      platformOrderId: textOf(wire.originOrder?.orderNo),
      updatedAt: meanings.toInstant(wire.rightsOrder?.updateTime),
      status: stateOf(wire).status,
    },
  ];
}

const of = (what: Unmapped['what'], value: string): Unmapped => ({ what, value });

const stateOf = ({ rightsOrder: rights = {} }: WireRights): { type: string; status: string } => ({
  type: [rights.rightsType, rights.refundType].flatMap((part) => codeOf(part) ?? []).join('/'),
  status: codeOf(rights.rightsStatus) ?? '',
});

const toLines = ({ rightsItems = [] }: WireRights): ObservedCase['lines'] =>
  rightsItems.flatMap(({ orderItemId, applyNum }) => {
    const platformLineId = textOf(orderItemId);
    return platformLineId === undefined ? [] : [{ platformLineId, quantity: pieces(applyNum) }];
  });

function toParcel({ returnOrder }: WireRights, shippedAt: Instant): ReturnParcel | undefined {
  const number = textOf(returnOrder?.deliveryNo);
  if (number === undefined) return undefined;
  const name = returnOrder?.deliveryCompany ?? '';
  return {
    number,
    carrier: toCarrierByName(name),
    platformCarrierCode: textOf(returnOrder?.deliveryCompanyCode) ?? name,
    shippedAt,
  };
}
