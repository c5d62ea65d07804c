import { newId, SECOND, type Instant } from '@cartrail/kernel';
import type { PulledCase, PulledOrder, ShopRef, Unmapped } from '../../../application/ports.js';
import type { Evaluated, MappedCase, MappedOrder, MappedReceiver } from '../../../domain/mapping/mapped.js';
import type { Attribution, ObservedOrder, OrderLine } from '../../../domain/order.state.js';
import { maskedByUs } from '../wire/own-masks.js';
import { toReceiver, withArea, type ShownReceiver } from '../wire/receiver.js';

/** Enough to find what is wrong with a document; the dry run tells all of it. */
const PROBLEMS_TOLD = 5;

const wholeSecond = (at: Instant): Instant => Math.floor(at / SECOND) * SECOND;

/** What was read of a payload; what could not be comes beside it with the field, and never as a guess. */
export function toPulledOrder(
  shop: ShopRef,
  evaluated: Evaluated<MappedOrder>,
  askedAt: Instant,
): PulledOrder {
  const { mapped, key = '' } = evaluated;
  const receiver = shownOf(mapped?.receiver);
  return {
    platformOrderId: key,
    skuCodes: [...new Set((mapped?.lines ?? []).flatMap((line) => line.merchantSkuCode ?? []))],
    warehouseId: mapped?.warehouseId,
    buyerId: mapped?.buyerId,
    cipher: withArea(receiver),
    unmapped: unmappedOf(evaluated, 'order'),
    ...(mapped && { order: toOrder(shop, mapped, receiver, askedAt) }),
  };
}

/** Every row with the same trouble counts as one. */
function unmappedOf(
  { trace, unknown }: Evaluated<unknown>,
  what: 'order' | 'after-sale',
): readonly Unmapped[] {
  const problems = trace.flatMap(({ field, problem, from }) =>
    problem === undefined
      ? []
      : `${field}: ${problem} (${from[0] ?? 'nowhere'})`.replaceAll(/\[\d+\]/g, '[*]'),
  );
  const told = [...new Set(problems)].slice(0, PROBLEMS_TOLD);
  return [...told.map((value) => ({ what, value: value.slice(0, 200) })), ...unknown];
}

/** A source without ciphertexts tells the receiver in the clear, or masked only; what it tells is sealed like one. */
function shownOf(receiver: MappedReceiver | undefined): ShownReceiver {
  const { name = '', phone = '', address = '', province, city, district } = receiver ?? {};
  const ours = maskedByUs({ name, phone, address }, [province, city, district]);
  return {
    ...ours,
    nameMask: receiver?.nameMask ?? ours.nameMask,
    phoneMask: receiver?.phoneMask ?? ours.phoneMask,
    addressMask: receiver?.addressMask ?? ours.addressMask,
  };
}

function toOrder(
  shop: ShopRef,
  mapped: MappedOrder,
  receiver: ShownReceiver,
  askedAt: Instant,
): ObservedOrder {
  const { orderId, updatedAt, status, partial, closeReason } = mapped;
  return {
    platform: 'mapped',
    shopId: shop.shopId,
    platformOrderId: orderId,
    status,
    partial,
    closeReason,
    attribution: attributionOf(mapped),
    createdAt: mapped.createdAt,
    paidAt: mapped.paidAt,
    promisedShipAt: mapped.promisedShipAt,
    closedAt: mapped.closedAt,
    orderAmountFen: mapped.orderAmountFen,
    payAmountFen: mapped.payAmountFen,
    postAmountFen: mapped.postAmountFen,
    receiver: toReceiver(receiver),
    sourceUpdatedAt: wholeSecond(updatedAt),
    askedAt,
    lines: mapped.lines.map((line) => toLine(line)),
    parcels: mapped.parcels.map(({ parcelId, number, carrier, company, shippedAt, lines }) => ({
      newId: newId(),
      platformParcelId: parcelId,
      number,
      carrier,
      platformCarrierCode: company,
      shippedAt,
      lines: lines.map(({ lineId, quantity }) => ({ platformLineId: lineId, quantity })),
    })),
  };
}

function toLine({ lineId, ...line }: MappedOrder['lines'][number]): OrderLine {
  return { lineId: newId(), platformLineId: lineId, ...line };
}

function attributionOf({ anchorId, anchorName, liveRoomId }: MappedOrder): Attribution {
  return anchorId === undefined
    ? { by: 'UNATTRIBUTED' }
    : { by: 'platform', anchorId, anchorName, liveRoomId };
}

export function toPulledCase(shop: ShopRef, evaluated: Evaluated<MappedCase>, askedAt: Instant): PulledCase {
  const { mapped, key = '' } = evaluated;
  const base = {
    platformAfterSaleId: key,
    platformOrderId: mapped?.orderId ?? '',
    unmapped: unmappedOf(evaluated, 'after-sale'),
    ...(mapped?.goodsBack === true && { goodsBack: true }),
  };
  if (!mapped) return base;
  const { returnParcel: parcel } = mapped;
  return {
    ...base,
    seen: {
      platform: 'mapped',
      shopId: shop.shopId,
      platformAfterSaleId: mapped.afterSaleId,
      platformOrderId: mapped.orderId,
      kind: mapped.kind,
      platformState: { type: mapped.rawType, status: mapped.rawStatus },
      status: mapped.status,
      outcome: mapped.outcome,
      refunding: mapped.refunding,
      reason: mapped.reason,
      platformReasonCode: mapped.reasonCode,
      refundAmountFen: mapped.refundAmountFen,
      refundPostFen: mapped.refundPostFen,
      refundedFen: mapped.refundedFen,
      statusDeadline: mapped.statusDeadline,
      appliedAt: mapped.appliedAt,
      returnParcel: parcel && {
        number: parcel.number,
        carrier: parcel.carrier,
        platformCarrierCode: parcel.company,
        shippedAt: parcel.shippedAt,
      },
      version: mapped.version,
      sourceUpdatedAt: wholeSecond(mapped.updatedAt),
      askedAt,
      lines: mapped.lines.map(({ lineId, quantity }) => ({ platformLineId: lineId, quantity })),
    },
  };
}
