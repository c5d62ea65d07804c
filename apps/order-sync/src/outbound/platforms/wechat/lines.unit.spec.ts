import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linesOf } from './lines.js';
import type { WireProduct } from './wire.js';

const fen = fc.integer({ min: 0, max: 10_000_000 });
const product = fc.record(
  {
    sku_id: fc.constantFrom('1', '2', '3'),
    product_id: fc.constant('9'),
    sku_cnt: fc.integer({ min: 1, max: 9 }),
    sale_price: fen,
    real_price: fen,
  },
  { requiredKeys: ['sku_id', 'product_id', 'sku_cnt', 'sale_price'] },
);
const products = fc.array(product, { minLength: 1, maxLength: 6 });
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
const order = (goods: readonly WireProduct[], prices: object, payTime = 1700000060) => ({
  order_detail: { product_infos: goods, price_info: prices, pay_info: { pay_time: payTime } },
});

describe('the lines of a WeChat order', () => {
  it('add up to the order’s amounts, whatever the platform says of each', () => {
    fc.assert(
      fc.property(products, fen, fen, fen, (goods, goodsFen, orderFen, freight) => {
        const wire = order(goods, { product_price: goodsFen, order_price: orderFen + freight, freight });
        const { lines, amounts } = linesOf(wire, '1');
        expect(sum(lines.map((line) => line.amountFen)) + freight).toBe(amounts.orderFen);
        expect(sum(lines.map((line) => line.payAmountFen)) + freight).toBe(amounts.payFen);
        expect(lines.every((line) => line.payAmountFen >= 0)).toBe(true);
      }),
    );
  });

  it('are one per SKU, with all its pieces', () => {
    fc.assert(
      fc.property(products, (goods) => {
        const { lines } = linesOf(order(goods, {}), '1');
        expect(new Set(lines.map((line) => line.platformLineId)).size).toBe(lines.length);
        expect(sum(lines.map((line) => line.quantity))).toBe(sum(goods.map((one) => one.sku_cnt)));
      }),
    );
  });

  it('are as the platform says where its shares add up', () => {
    const goods = [
      { sku_id: '1', sku_cnt: 1, sale_price: 1000, real_price: 1 },
      { sku_id: '2', sku_cnt: 1, sale_price: 1000, real_price: 1899, is_free_gift: 1 },
    ];
    const { lines } = linesOf(order(goods, { product_price: 2000, order_price: 1900, freight: 0 }), '1');
    expect(lines).toMatchObject([
      { platformLineId: '1/1', amountFen: 1000, payAmountFen: 1, gift: false },
      { platformLineId: '1/2', amountFen: 1000, payAmountFen: 1899, gift: true },
    ]);
  });

  it('are not paid for before the order is', () => {
    const { lines, amounts } = linesOf(
      order([{ sku_id: '1', sku_cnt: 1, sale_price: 1000, real_price: 900 }], { order_price: 900 }, 0),
      '1',
    );
    expect(amounts.payFen).toBe(0);
    expect(lines[0]).toMatchObject({ amountFen: 1000, payAmountFen: 0 });
  });
});
