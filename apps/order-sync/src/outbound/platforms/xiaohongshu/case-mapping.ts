import type { Fen, Instant } from '@cartrail/kernel';
import type { CaseSign, PulledCase, ShopRef, Unmapped } from '../../../application/ports.js';
import type {
  CaseKind,
  ObservedCase,
  PlatformState,
  ReturnParcel,
} from '../../../domain/after-sale.state.js';
import type { ReasonTable } from '../../../domain/reason-table.js';
import { toCarrierByName, UNKNOWN_CARRIER, type Companies } from '../wire/companies.js';
import { codeOf, fromFen, fromMillis, textOf } from '../wire/values.js';
import { GOODS_BACK, toCaseStatus, toKind, type MappedCase } from './case-status.js';
import { lineIdOf } from './mapping.js';
import type { CaseData, CaseListData, WireCase } from './wire.js';
import { fromYuanNumber } from './yuan.js';

export interface CaseTables {
  readonly companies: Companies;
  readonly reasons: ReasonTable;
}

const of = (what: Unmapped['what'], value: string): Unmapped => ({ what, value });

/** A case in our words. What no table knows comes back beside it, and never as a guess. */
export function toPulledCase(
  shop: ShopRef,
  data: CaseData,
  askedAt: Instant,
  { companies, reasons }: CaseTables,
): PulledCase {
  const { afterSaleInfo: wire = {}, logisticsInfo: { afterSale: sent } = {} } = data;
  const platformAfterSaleId = textOf(wire.returnsId) ?? '';
  const platformOrderId = textOf(wire.orderId) ?? '';
  const platformState = stateOf(wire);
  const kind = toKind(platformState.type);
  const mapped = toCaseStatus(kind, platformState);
  const updatedAt = fromMillis(wire.updatedAt);
  const amount = amountOf(wire, kind);
  const code = textOf(wire.reasonId);
  const reason = code === undefined ? undefined : reasons.get(code);
  const parcel = toParcel(sent, companies, updatedAt ?? 0);
  const isWhole = platformAfterSaleId !== '' && platformOrderId !== '' && amount !== undefined;
  const known = isWhole && updatedAt !== undefined;
  const unmapped = [
    ...unknownState(kind, mapped, platformState),
    ...(code !== undefined && reason === undefined ? [of('reason-code', code)] : []),
    ...(parcel?.carrier === UNKNOWN_CARRIER ? [of('carrier', parcel.platformCarrierCode)] : []),
    ...(known ? [] : [of('after-sale', platformAfterSaleId)]),
  ];
  const isBack = GOODS_BACK.has(platformState.status) || fromMillis(sent?.expressSignTime) !== undefined;
  const base = { platformAfterSaleId, platformOrderId, unmapped, ...(isBack && { goodsBack: true }) };
  if (!known) return base;
  const seen: ObservedCase = {
    platform: 'xiaohongshu',
    shopId: shop.shopId,
    platformAfterSaleId,
    platformOrderId,
    kind,
    ...mapped,
    platformState,
    reason: reason ?? 'UNKNOWN',
    platformReasonCode: code,
    refundAmountFen: amount,
    refundPostFen: fromYuanNumber(wire.appliedShipFeeAmountYuan) ?? 0,
    refundedFen: mapped.status === 'refunded' ? positive(fromYuanNumber(wire.refundAmountYuan)) : undefined,
    statusDeadline: fromMillis(wire.expireTime),
    appliedAt: fromMillis(wire.applyTime) ?? updatedAt,
    returnParcel: parcel,
    sourceUpdatedAt: updatedAt,
    askedAt,
    lines: toLines(wire, platformOrderId),
  };
  return { ...base, seen };
}

/** Nothing is paid back where goods are exchanged. */
const amountOf = (wire: WireCase, kind: CaseKind): Fen | undefined =>
  fromYuanNumber(wire.expectedRefundAmountYuan) ?? (kind === 'exchange' ? 0 : undefined);

const unknownState = (kind: CaseKind, mapped: MappedCase, { type, status, refund }: PlatformState) => [
  ...(mapped.status === undefined ? [of('after-sale-status', `${status}/${refund ?? ''}`)] : []),
  ...(kind === 'UNKNOWN' ? [of('after-sale-type', type)] : []),
];

/** A row of a list: enough to know whether to ask. */
export function toSigns({ afterSaleBasicInfos = [] }: CaseListData): readonly CaseSign[] {
  return afterSaleBasicInfos.flatMap(({ returnsId, orderId, status, updatedAt }): CaseSign[] => {
    const platformAfterSaleId = textOf(returnsId);
    if (platformAfterSaleId === undefined) return [];
    return [
      {
        platformAfterSaleId,
        platformOrderId: textOf(orderId),
        updatedAt: fromMillis(updatedAt),
        status: codeOf(status),
      },
    ];
  });
}

const positive = (fen: number | undefined): number | undefined => (fen === 0 ? undefined : fen);

const stateOf = ({ returnType, status, refundStatus }: WireCase): PlatformState => ({
  type: codeOf(returnType) ?? '',
  status: codeOf(status) ?? '',
  refund: codeOf(refundStatus),
});

const toLines = ({ skus = [] }: WireCase, orderId: string) =>
  skus.flatMap(({ skuId, appliedCount }) => {
    const [id, quantity] = [textOf(skuId), fromFen(appliedCount) ?? 0];
    return id === undefined || quantity < 1 ? [] : [{ platformLineId: lineIdOf(orderId, id), quantity }];
  });

function toParcel(
  sent: NonNullable<CaseData['logisticsInfo']>['afterSale'],
  companies: Companies,
  updatedAt: Instant,
): ReturnParcel | undefined {
  const number = textOf(sent?.expressNo);
  if (number === undefined) return undefined;
  const [code, name] = [textOf(sent?.expressCompanyCode), textOf(sent?.expressCompanyName)];
  const carrier = code === undefined ? UNKNOWN_CARRIER : companies.toCarrier(code);
  return {
    number,
    carrier: carrier === UNKNOWN_CARRIER ? toCarrierByName(name ?? '') : carrier,
    platformCarrierCode: code ?? name ?? '',
    shippedAt: fromMillis(sent?.fillExpressNoTime) ?? updatedAt,
  };
}
