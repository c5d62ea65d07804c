import { newId } from '@cartrail/kernel';
import { allocate } from '../../../domain/allocate.js';
import type { OrderLine } from '../../../domain/order.state.js';
import { fromFen, fromYuan, textOf } from '../wire/values.js';
import type { WireItem, WireOrder } from './wire.js';

/** The platform has no id of a line: the order's and the SKU's make one. */
export const lineIdOf = (orderSn: string, skuId: string): string => `${orderSn}/${skuId}`;

export interface Totals {
  readonly goodsFen: number;
  readonly paidFen: number;
}

/** Lines add up to the order; a gift costs nothing, and stands beside a bought one of the same SKU. */
export function toLines(
  wire: WireOrder,
  orderSn: string,
  { goodsFen, paidFen }: Totals,
): readonly OrderLine[] {
  const bought = together(wire.item_list ?? []);
  const weights = bought.map(({ item, quantity }) => (fromYuan(item.goods_price) ?? 0) * quantity);
  const [amounts, payments] = [allocate(goodsFen, weights), allocate(paidFen, weights)];
  return [
    ...bought.map(({ item, skuId, quantity }, index) => ({
      ...common(item, skuId, quantity),
      platformLineId: lineIdOf(orderSn, skuId),
      amountFen: amounts[index] ?? 0,
      payAmountFen: payments[index] ?? 0,
      gift: false,
    })),
    ...together(wire.gift_list ?? []).map(({ item, skuId, quantity }) => ({
      ...common(item, skuId, quantity),
      platformLineId: `${lineIdOf(orderSn, skuId)}/gift`,
      amountFen: 0,
      payAmountFen: 0,
      gift: true,
    })),
  ];
}

interface Counted {
  readonly item: WireItem;
  readonly skuId: string;
  readonly quantity: number;
}

/** A SKU listed twice is one line: nothing tells the two apart. */
function together(items: readonly WireItem[]): readonly Counted[] {
  const bySku = new Map<string, Counted>();
  for (const item of items) {
    const skuId = textOf(item.sku_id) ?? '0';
    const quantity = (fromFen(item.goods_count) ?? 1) + (bySku.get(skuId)?.quantity ?? 0);
    bySku.set(skuId, { item, skuId, quantity });
  }
  return [...bySku.values()];
}

const common = (item: WireItem, skuId: string, quantity: number) => ({
  lineId: newId(),
  productId: textOf(item.goods_id) ?? '0',
  skuId,
  merchantSkuCode: textOf(item.outer_id),
  title: textOf([item.goods_name, item.goods_spec].filter(Boolean).join(' ')),
  quantity,
});
