import { PlatformFailure, type Shipment, type Shipping, type ShopRef } from '../../../application/ports.js';
import { textOf } from '../wire/values.js';
import type { WeChatClient } from './client.js';
import { toCompany } from './companies.js';
import { lineIdOf } from './lines.js';
import { readOrder } from './orders.js';
import type { WireOrder } from './wire.js';

/**
 * The platform takes no request id, so the order is read first: a number that is on it already was sent by an earlier
 * attempt. The call also wants each SKU's product, which only the order tells.
 */
export class WeChatShipping implements Shipping {
  readonly companyOf = toCompany;

  constructor(private readonly client: Pick<WeChatClient, 'order' | 'send'>) {}

  async ship(_shop: ShopRef, accessToken: string, shipment: Shipment): Promise<void> {
    const { platformOrderId, number, carrier, lines } = shipment;
    const company = toCompany(carrier);
    if (company === undefined) {
      throw new PlatformFailure('invalid', `wechat’s code of carrier ${carrier} is not known to us`);
    }
    const order = await readOrder(this.client, accessToken, platformOrderId);
    if (isSent(order, number, company)) return;
    await this.client.send(accessToken, platformOrderId, {
      delivery_id: company,
      waybill_id: number,
      product_infos: lines.map(({ platformLineId, quantity }) => ({
        ...goodsOf(order, platformLineId),
        product_cnt: quantity,
      })),
    });
  }
}

const isSent = ({ order_detail: detail }: WireOrder, number: string, company: string): boolean =>
  (detail?.delivery_info?.delivery_product_info ?? []).some(
    (one) => textOf(one.waybill_id) === number && one.delivery_id === company,
  );

function goodsOf(order: WireOrder, platformLineId: string): { product_id: string; sku_id: string } {
  const orderId = textOf(order.order_id) ?? '';
  const product = order.order_detail?.product_infos?.find(
    ({ sku_id: skuId }) => lineIdOf(orderId, skuId) === platformLineId,
  );
  const [productId, skuId] = [textOf(product?.product_id), textOf(product?.sku_id)];
  if (productId === undefined || skuId === undefined)
    throw new PlatformFailure('conflict', `the order has no line ${platformLineId} any more`);
  return { product_id: productId, sku_id: skuId };
}
