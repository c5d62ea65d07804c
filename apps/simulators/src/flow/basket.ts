import { skus } from '../orders/catalogue.js';
import type { NewLine } from '../orders/orders.js';
import { pick, wholeBetween, type Seeded } from '../state/seeded.js';

/** What somebody buys: one article, and now and then two. */
export const basket = (random: Seeded): NewLine[] =>
  Array.from({ length: random() < 0.3 ? 2 : 1 }, () => {
    const { skuCode, priceFen } = pick(random, skus);
    return { skuCode, priceFen, quantity: wholeBetween(random, 1, 2) };
  });
