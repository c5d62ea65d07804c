import { newId, type Fen, type Instant } from '@cartrail/kernel';
import type { PulledOrder, ShopRef } from '../../../application/ports.js';
import { allocate } from '../../../domain/allocate.js';
import type { Attribution, ObservedOrder, OrderLine } from '../../../domain/order.state.js';
import { type Companies } from '../wire/companies.js';
import { codeOf, fromFen, fromMillis, textOf } from '../wire/values.js';
import { unmappedOf } from '../wire/unmapped.js';
import { toParcels } from './parcels.js';
import { readReceiver, type ReadReceiver, type Telling } from './receiver.js';
import { TO_BE_SHIPPED, toStatus, type MappedStatus } from './status-table.js';
import type { WireOrder, WireReceiver, WireSku } from './wire.js';

interface ReadOrder {
  readonly shop: ShopRef;
  readonly wire: WireOrder;
  /** Absent where the platform does not tell it. */
  readonly told?: WireReceiver;
  readonly askedAt: Instant;
}

/** The platform has no ids of lines: a SKU stands once in an order. */
export const lineIdOf = (orderId: string, skuId: string): string => `${orderId}/${skuId}`;

const BEFORE: ReadonlySet<string> = new Set(['1', '2', '3']);

const tellingOf = (status: string): Telling =>
  status === TO_BE_SHIPPED ? 'now' : BEFORE.has(status) ? 'not-yet' : 'no-longer';

/** One order in our words. What no table knows comes back beside it, and never as a guess. */
export function toPulledOrder(read: ReadOrder, companies: Companies): PulledOrder {
  const { wire, told } = read;
  const platformOrderId = textOf(wire.orderId) ?? '';
  const status = codeOf(wire.orderStatus) ?? '';
  const mapped = toStatus(status);
  const updatedAt = fromMillis(wire.updateTime);
  const paid = fromFen(wire.totalPayAmount);
  const receiver = readReceiver(wire, told, tellingOf(status));
  const lines = toLines(wire, platformOrderId, paid ?? 0);
  const parcels = toParcels(wire, lines, companies, updatedAt ?? 0);
  const isWhole = updatedAt !== undefined && paid !== undefined && platformOrderId !== '';
  const unmapped = unmappedOf({
    status: mapped ? undefined : status,
    order: !isWhole ? platformOrderId : undefined,
    parcels,
  });
  return {
    platformOrderId,
    skuCodes: [...new Set(lines.flatMap(({ merchantSkuCode }) => merchantSkuCode ?? []))],
    cipher: receiver.cipher,
    unmapped,
    ...(mapped &&
      isWhole && {
        order: toOrder(read, { mapped, updatedAt, paid, receiver, lines, parcels, platformOrderId }),
      }),
  };
}

interface Parts extends Pick<ObservedOrder, 'lines' | 'parcels' | 'platformOrderId'> {
  readonly mapped: MappedStatus;
  readonly updatedAt: Instant;
  readonly paid: Fen;
  readonly receiver: ReadReceiver;
}

function toOrder({ shop, wire, askedAt }: ReadOrder, parts: Parts): ObservedOrder {
  const { mapped, updatedAt, paid, receiver, lines, parcels, platformOrderId } = parts;
  return {
    platform: 'xiaohongshu',
    shopId: shop.shopId,
    platformOrderId,
    status: mapped.status,
    partial: mapped.partial ?? false,
    closeReason: mapped.closeReason,
    attribution: toAttribution(wire.skuList ?? []),
    createdAt: fromMillis(wire.createdTime) ?? updatedAt,
    paidAt: fromMillis(wire.paidTime),
    promisedShipAt: fromMillis(wire.promiseLastDeliveryTime),
    closedAt: mapped.closeReason && closedAt(wire, mapped.closeReason, updatedAt),
    orderAmountFen: paid,
    payAmountFen: paid,
    postAmountFen: fromFen(wire.totalShippingFree) ?? 0,
    receiver: receiver.receiver,
    sourceUpdatedAt: updatedAt,
    askedAt,
    lines,
    parcels,
  };
}

function closedAt(wire: WireOrder, reason: MappedStatus['closeReason'], updatedAt: Instant): Instant {
  const at = reason === 'finished' ? wire.finishTime : reason === 'cancelled' ? wire.cancelTime : undefined;
  return fromMillis(at) ?? updatedAt;
}

/** What was paid without the freight is the lines' together; their own shares decide who gets how much of it. */
function toLines(wire: WireOrder, orderId: string, paid: Fen): readonly OrderLine[] {
  const skus = (wire.skuList ?? []).filter(({ skuId }) => textOf(skuId) !== undefined);
  const shares = skus.map(({ totalPaidAmount }) => Math.max(0, fromFen(totalPaidAmount) ?? 0));
  const freight = fromFen(wire.totalShippingFree) ?? 0;
  return allocate(paid - freight, shares).map((fen, index) => toLine(skus[index] ?? {}, orderId, fen));
}

function toLine(sku: WireSku, orderId: string, fen: Fen): OrderLine {
  const skuId = textOf(sku.skuId) ?? '';
  return {
    lineId: newId(),
    platformLineId: lineIdOf(orderId, skuId),
    productId: textOf(sku.itemId) ?? '0',
    skuId,
    merchantSkuCode: textOf(sku.erpcode),
    title: textOf(sku.skuName),
    quantity: fromFen(sku.skuQuantity) ?? 1,
    amountFen: fen,
    payAmountFen: fen,
    gift: codeOf(sku.skuTag) === '1',
  };
}

/** 达人, as the first line that names one has it. */
function toAttribution(skus: readonly WireSku[]): Attribution {
  const sku = skus.find(({ kolId }) => textOf(kolId) !== undefined);
  if (!sku) return { by: 'UNATTRIBUTED' };
  return { by: 'platform', anchorId: textOf(sku.kolId), anchorName: textOf(sku.kolName) };
}
