import { PlatformFailure, type Shipment, type Shipping, type ShopRef } from '../../../application/ports.js';
import type { Companies } from '../wire/companies.js';
import type { YouzanClient } from './client.js';

/** Lines leave whole: Youzan knows no part of one. */
export class YouzanShipping implements Shipping {
  readonly companyOf: Shipping['companyOf'];

  constructor(
    private readonly client: Pick<YouzanClient, 'say'>,
    companies: Companies,
  ) {
    this.companyOf = (carrier) => companies.toCompany(carrier);
  }

  async ship(_shop: ShopRef, accessToken: string, shipment: Shipment): Promise<void> {
    const { platformOrderId: tid, carrier, number, whole, lines } = shipment;
    const company = this.companyOf(carrier);
    if (company === undefined) {
      throw new PlatformFailure('invalid', `Youzan's id of carrier ${carrier} is not known: set companies`);
    }
    await this.client.say(accessToken, 'youzan.logistics.online.confirm/3.0.0', {
      tid,
      is_no_express: 0,
      out_stype: company,
      out_sid: number,
      ...(!whole && { oids: lines.map(({ platformLineId }) => platformLineId).join(',') }),
    });
  }
}
