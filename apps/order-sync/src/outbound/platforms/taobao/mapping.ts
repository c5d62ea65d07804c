import { newId, type Instant } from '@cartrail/kernel';
import type { PulledOrder, ShopRef, Unmapped } from '../../../application/ports.js';
import { allocate } from '../../../domain/allocate.js';
import type { ObservedOrder, ObservedParcel, OrderLine } from '../../../domain/order.state.js';
import { toCarrierByName, UNKNOWN_CARRIER } from '../wire/companies.js';
import { fromWallTime, fromYuan, textOf } from '../wire/values.js';
import { cipherOf, receiverOf } from './receiver.js';
import { toStatus, type MappedStatus } from './status-table.js';
import type { WireSubOrder, WireTrade } from './wire.js';

export const tidOf = ({ tid_str: text, tid }: Pick<WireTrade, 'tid' | 'tid_str'>): string | undefined =>
  textOf(text) ?? textOf(tid);

export const lineIdOf = ({ oid_str: text, oid }: Pick<WireSubOrder, 'oid' | 'oid_str'>): string | undefined =>
  textOf(text) ?? textOf(oid);

/** One trade in our words. What no table knows comes back beside it, and never as a guess. */
export function toPulledOrder(shop: ShopRef, wire: WireTrade, askedAt: Instant): PulledOrder {
  const platformOrderId = tidOf(wire) ?? '';
  const mapped = toStatus(wire.status ?? '');
  const sourceUpdatedAt = fromWallTime(wire.modified);
  const orders = wire.orders?.order ?? [];
  const amounts = amountsOf(wire);
  const lines = amounts === undefined ? [] : toLines(orders, amounts);
  const parcels = toParcels(orders, fromWallTime(wire.consign_time) ?? sourceUpdatedAt ?? askedAt);
  const whole = sourceUpdatedAt !== undefined && platformOrderId !== '' && amounts !== undefined;
  return {
    platformOrderId,
    skuCodes: [...new Set(lines.flatMap((line) => line.merchantSkuCode ?? []))],
    warehouseId: orders.map((line) => textOf(line.store_code)).find((code) => code !== undefined),
    buyerId: textOf(wire.buyer_open_uid),
    cipher: cipherOf(wire),
    unmapped: [
      ...(mapped ? [] : [of('order-status', wire.status ?? '')]),
      ...(whole ? [] : [of('order', platformOrderId)]),
      ...parcels
        .filter(({ carrier }) => carrier === UNKNOWN_CARRIER)
        .map(({ platformCarrierCode }) => of('carrier', platformCarrierCode)),
    ],
    ...(mapped &&
      whole && {
        order: toOrder({
          shop,
          wire,
          mapped,
          amounts,
          lines,
          parcels,
          platformOrderId,
          sourceUpdatedAt,
          askedAt,
        }),
      }),
  };
}

const of = (what: Unmapped['what'], value: string): Unmapped => ({ what, value });

interface Parts extends Pick<ObservedOrder, 'platformOrderId' | 'sourceUpdatedAt' | 'askedAt'> {
  readonly shop: ShopRef;
  readonly wire: WireTrade;
  readonly mapped: MappedStatus;
  readonly amounts: Amounts;
  readonly lines: readonly OrderLine[];
  readonly parcels: readonly ObservedParcel[];
}

function toOrder({ shop, wire, mapped, amounts, ...known }: Parts): ObservedOrder {
  const { goods, paid, post } = amounts;
  const { status, partial = false, closeReason } = mapped;
  const { sourceUpdatedAt } = known;
  return {
    ...known,
    platform: 'taobao',
    shopId: shop.shopId,
    status,
    partial,
    closeReason,
    attribution: { by: 'UNATTRIBUTED' },
    createdAt: fromWallTime(wire.created) ?? sourceUpdatedAt,
    paidAt: fromWallTime(wire.pay_time),
    promisedShipAt: fromWallTime(wire.delivery_time),
    closedAt: closeReason === undefined ? undefined : (fromWallTime(wire.end_time) ?? sourceUpdatedAt),
    orderAmountFen: goods + post,
    payAmountFen: paid,
    postAmountFen: post,
    receiver: receiverOf(wire),
  };
}

interface Amounts {
  readonly goods: number;
  readonly paid: number;
  readonly post: number;
}

/** Nothing is said of an order whose amounts are none. */
function amountsOf(wire: WireTrade): Amounts | undefined {
  const [goods, paid, post = 0] = [wire.total_fee, wire.payment, wire.post_fee].map(fromYuan);
  return goods === undefined || paid === undefined ? undefined : { goods, paid, post };
}

/** Prices add up to the goods, what was paid to the payment without its freight. */
function toLines(orders: readonly WireSubOrder[], { goods, paid, post }: Amounts): readonly OrderLine[] {
  const prices = orders.map((line) => (fromYuan(line.price) ?? 0) * quantityOf(line));
  const shares = sharesOf(orders) ?? prices;
  const amounts = allocate(goods, prices);
  const payments = allocate(Math.max(paid - post, 0), shares);
  return orders.map((line, index) => ({
    lineId: newId(),
    platformLineId: lineIdOf(line) ?? `${textOf(line.num_iid) ?? ''}/${textOf(line.sku_id) ?? ''}`,
    productId: textOf(line.num_iid) ?? '0',
    skuId: textOf(line.sku_id) ?? '0',
    merchantSkuCode: textOf(line.outer_sku_id) ?? textOf(line.outer_iid),
    title: textOf(line.title),
    quantity: quantityOf(line),
    amountFen: amounts[index] ?? 0,
    payAmountFen: payments[index] ?? 0,
    gift: line.is_free_gift === true,
  }));
}

/** The platform's own shares of what was paid, where every line has one. */
function sharesOf(orders: readonly WireSubOrder[]): readonly number[] | undefined {
  const shares = orders.map((line) => fromYuan(line.divide_order_fee) ?? fromYuan(line.payment));
  return shares.every((share) => share !== undefined && share >= 0)
    ? (shares as readonly number[])
    : undefined;
}

function quantityOf({ num }: WireSubOrder): number {
  const quantity = Number(num ?? 1);
  return Number.isSafeInteger(quantity) && quantity > 0 ? quantity : 1;
}

/** The number stands at each sub-order: those of one company and number are one parcel. */
function toParcels(orders: readonly WireSubOrder[], otherwise: Instant): readonly ObservedParcel[] {
  const parcels = new Map<string, ObservedParcel>();
  for (const line of orders) {
    const [number, platformLineId] = [textOf(line.invoice_no), lineIdOf(line)];
    if (number === undefined || platformLineId === undefined) continue;
    const company = line.logistics_company ?? '';
    const key = JSON.stringify([company, number]);
    const known = parcels.get(key) ?? {
      newId: newId(),
      number,
      carrier: toCarrierByName(company),
      platformCarrierCode: company,
      shippedAt: fromWallTime(line.consign_time) ?? otherwise,
      lines: [],
    };
    parcels.set(key, { ...known, lines: [...known.lines, { platformLineId, quantity: quantityOf(line) }] });
  }
  return [...parcels.values()];
}
