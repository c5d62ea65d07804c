import { PlatformFailure, type Shipment, type Shipping, type ShopRef } from '../../../application/ports.js';
import { codeOf, textOf } from '../wire/values.js';
import { companyNumber } from './actions.js';
import { toId, type KuaishouClient } from './client.js';
import { toCompany } from './companies.js';
import { isSent } from './mapping.js';

export class KuaishouShipping implements Shipping {
  readonly companyOf = toCompany;

  constructor(private readonly client: KuaishouClient) {}

  /** The call takes no name of its own for an attempt, so the order is read for the number first. */
  async ship(_shop: ShopRef, accessToken: string, shipment: Shipment): Promise<void> {
    const { platformOrderId, number, carrier, whole } = shipment;
    if (!whole) {
      throw new PlatformFailure('manual_only', 'a part of a kuaishou order is shipped in its own console');
    }
    const expressCode = companyNumber(carrier);
    const order = await this.client.order(accessToken, platformOrderId);
    const told = (order.orderLogisticsInfo ?? []).some(
      (one) => textOf(one.expressNo) === number && codeOf(one.expressCode) === String(expressCode),
    );
    if (told && isSent(order)) return;
    const param = { orderId: toId(platformOrderId), expressNo: number, expressCode };
    await this.client.write(accessToken, 'open.seller.order.goods.deliver', param);
  }
}
