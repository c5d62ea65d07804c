import { fenToYuan } from '@cartrail/kernel';
import { serviceTypeOf, type Price } from '../couriers/prices.js';
import { carriers } from '../orders/catalogue.js';
import type { CarrierCode } from '../state/model.js';

/** The list price the discounted one is compared with. */
export const LIST = 1.25;

/** In yuan, as text; every figure is `null` where there is no price on the lane. */
export function priceView(carrier: CarrierCode, price: Price | undefined): object {
  const yuan = (fen: number | undefined, times = 1): string | null =>
    fen === undefined ? null : fenToYuan(Math.round(fen * times));
  return {
    kuaidiCom: carriers[carrier].kuaidi100Code,
    serviceType: price ? serviceTypeOf(carrier) : null,
    price: yuan(price?.totalFen),
    firstPrice: yuan(price?.firstFen),
    overPrice: yuan(price?.overFen),
    defPrice: yuan(price?.totalFen, LIST),
    defFirstPrice: yuan(price?.firstFen, LIST),
    defOverPrice: yuan(price?.overFen, LIST),
  };
}
