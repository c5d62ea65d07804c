import { PlatformFailure, type Shipment, type Shipping, type ShopRef } from '../../../application/ports.js';
import { toCompany } from './carrier-codes.js';
import type { DouyinClient } from './client.js';

/** A whole order under one number; `request_id` of a part makes its repetition harmless. */
export class DouyinShipping implements Shipping {
  readonly companyOf = toCompany;

  constructor(private readonly client: DouyinClient) {}

  async ship(_shop: ShopRef, accessToken: string, shipment: Shipment): Promise<void> {
    const company = toCompany(shipment.carrier);
    if (company === undefined) {
      throw new PlatformFailure('invalid', `douyin's code of carrier ${shipment.carrier} is not known to us`);
    }
    if (!shipment.whole) {
      throw new PlatformFailure(
        'invalid',
        'what a part of an order looks like in douyin is not documented to us',
      );
    }
    await this.client.logisticsAdd(accessToken, shipment.platformOrderId, company, shipment.number);
  }
}
