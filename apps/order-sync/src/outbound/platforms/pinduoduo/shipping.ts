import { PlatformFailure, type Shipment, type Shipping, type ShopRef } from '../../../application/ports.js';
import { codeOf } from '../wire/values.js';
import type { PinduoduoClient } from './client.js';
import { toCompany } from './companies.js';

export class PinduoduoShipping implements Shipping {
  readonly companyOf = toCompany;

  constructor(private readonly client: PinduoduoClient) {}

  /** A repetition is refused by the platform: the order then shows the number already. */
  async ship(_shop: ShopRef, accessToken: string, shipment: Shipment): Promise<void> {
    const { platformOrderId, carrier, number, whole } = shipment;
    const company = toCompany(carrier);
    if (company === undefined) {
      throw new PlatformFailure('invalid', `pinduoduo's id of carrier ${carrier} is not known to us`);
    }
    if (!whole) throw new PlatformFailure('invalid', 'pinduoduo ships an order whole, under one number');
    try {
      const { is_success: done } = await this.client.ship(accessToken, platformOrderId, company, number);
      if (done === false) throw new PlatformFailure('invalid', 'pinduoduo did not take the number');
    } catch (error) {
      if (!(error instanceof PlatformFailure) || error.kind !== 'invalid') throw error;
      const { order_info: order } = await this.client.order(accessToken, platformOrderId);
      const there = order?.tracking_number === number && codeOf(order.logistics_id) === company;
      if (!there) throw error;
    }
  }
}
