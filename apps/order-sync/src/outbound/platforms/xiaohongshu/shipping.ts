import { PlatformFailure, type Shipment, type Shipping, type ShopRef } from '../../../application/ports.js';
import type { Companies } from '../wire/companies.js';
import { codeOf, fromFen, textOf } from '../wire/values.js';
import type { XiaohongshuClient } from './client.js';
import { TO_BE_SHIPPED } from './status-table.js';
import type { WireOrder } from './wire.js';

const PARTLY_SHIPPED = '5';

/**
 * Tells a shipment. The platform knows no id of the request, so that the order is read before: a number it has already
 * is not told again. A SKU ships whole, or it would be taken for shipped whole.
 */
export class XiaohongshuShipping implements Shipping {
  constructor(
    private readonly client: XiaohongshuClient,
    private readonly companies: Companies,
  ) {}

  companyOf(carrier: string): string | undefined {
    return this.companies.toCompany(carrier);
  }

  async ship(_shop: ShopRef, accessToken: string, shipment: Shipment): Promise<void> {
    const { platformOrderId: orderId, number: expressNo, carrier, lines, whole } = shipment;
    const expressCompanyCode = this.companyOf(carrier);
    if (expressCompanyCode === undefined) {
      throw new PlatformFailure('invalid', `xiaohongshu has no company code for ${carrier}`);
    }
    const order = await this.client.orderDetail(accessToken, orderId);
    if (numbersOf(order).has(expressNo)) return;
    const status = codeOf(order.orderStatus) ?? '';
    if (status !== TO_BE_SHIPPED && status !== PARTLY_SHIPPED) {
      throw new PlatformFailure(
        'conflict',
        `xiaohongshu: the order is in status ${status}, not to be shipped`,
      );
    }
    for (const { skuId, quantity } of whole ? [] : lines) checkPieces(order, skuId, quantity);
    await this.client.deliver(accessToken, {
      orderId,
      expressNo,
      expressCompanyCode,
      unpack: !whole,
      ...(!whole && { skuIdList: lines.map(({ skuId }) => skuId) }),
    });
  }
}

const numbersOf = ({ expressTrackingNo, simpleDeliveryOrderList = [] }: WireOrder): ReadonlySet<string> =>
  new Set(
    [expressTrackingNo, ...simpleDeliveryOrderList.map((delivery) => delivery.expressTrackingNo)].flatMap(
      (number) => textOf(number) ?? [],
    ),
  );

function checkPieces({ skuList = [] }: WireOrder, skuId: string, quantity: number): void {
  const bought = skuList.find((sku) => textOf(sku.skuId) === skuId);
  if (fromFen(bought?.skuQuantity) !== quantity) {
    throw new PlatformFailure('invalid', `xiaohongshu ships the pieces of SKU ${skuId} in one parcel only`);
  }
}
