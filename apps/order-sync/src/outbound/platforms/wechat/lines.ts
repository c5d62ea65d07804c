import { newId, type Fen } from '@cartrail/kernel';
import { allocate } from '../../../domain/allocate.js';
import type { OrderLine } from '../../../domain/order.state.js';
import { grouped } from './grouped.js';
import { codeOf, fromFen, textOf, type Id } from '../wire/values.js';
import type { WireOrder, WireProduct } from './wire.js';

/** Parcels and cases name goods by their SKU only, so a SKU is one line however often the order lists it. */
export const lineIdOf = (orderId: string, skuId: Id | undefined): string =>
  `${orderId}/${textOf(skuId) ?? '0'}`;

export interface Amounts {
  readonly orderFen: Fen;
  readonly payFen: Fen;
  readonly postFen: Fen;
}

export function linesOf(
  wire: WireOrder,
  orderId: string,
): { readonly lines: readonly OrderLine[]; readonly amounts: Amounts } {
  const { product_infos: products = [], price_info: prices = {}, pay_info: pay } = wire.order_detail ?? {};
  const goods = grouped(products, ({ sku_id: skuId }) => lineIdOf(orderId, skuId));
  const listed = goods.map(([, same]) => sum(same.map(listFen)));
  const real = goods.map(([, same]) => sum(same.map((one) => fromFen(one.real_price) ?? listFen(one))));
  const postFen = fromFen(prices.freight) ?? 0;
  const goodsFen = fromFen(prices.product_price) ?? sum(listed);
  const paid = pay?.pay_time ? (fromFen(prices.order_price) ?? sum(real) + postFen) : 0;
  const amounts = shares(goodsFen, listed);
  const payments = shares(Math.max(0, paid - postFen), real);
  return {
    lines: goods.map(([platformLineId, same], index) => ({
      ...toLine(same),
      platformLineId,
      amountFen: amounts[index] ?? 0,
      payAmountFen: payments[index] ?? 0,
    })),
    amounts: { orderFen: goodsFen + postFen, payFen: paid, postFen },
  };
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

const count = ({ sku_cnt: pieces }: WireProduct): number => fromFen(pieces) ?? 1;

const listFen = (product: WireProduct): Fen => (fromFen(product.sale_price) ?? 0) * count(product);

/** As the platform says where it adds up; else the order's amount, shared out by it. */
const shares = (total: Fen, given: readonly Fen[]): readonly Fen[] =>
  sum(given) === total ? given : allocate(total, given);

function toLine(
  same: readonly WireProduct[],
): Omit<OrderLine, 'platformLineId' | 'amountFen' | 'payAmountFen'> {
  const [product = {}] = same;
  return {
    lineId: newId(),
    productId: textOf(product.product_id) ?? '0',
    skuId: textOf(product.sku_id) ?? '0',
    merchantSkuCode: textOf(product.sku_code),
    title: textOf(product.title),
    quantity: sum(same.map(count)),
    gift: same.every(({ is_free_gift: gift }) => gift === true || codeOf(gift) === '1'),
  };
}
