import { Inject } from '@nestjs/common';
import {
  OrderAddressChanged,
  OrderClosed,
  OrderImported,
  OrderShipped,
  topics,
  type EventOf,
  type OrderShippedData,
} from '@cartrail/contracts';
import { fromIso, newId } from '@cartrail/kernel';
import { causeOf, change, Consumes, On, type AnyChange } from '@cartrail/messaging';
import { FollowParcels } from '../../application/follow-parcels.js';
import type { Shipment } from '../../domain/register.js';
import { keyOf, WAYBILLS, type WaybillStore } from '../stores.js';

@Consumes(topics.orderEvents, {
  group: 'tracking.orders',
  ignore: [OrderImported, OrderAddressChanged, OrderClosed],
})
export class OrderConsumer {
  constructor(
    @Inject(WAYBILLS) private readonly store: WaybillStore,
    private readonly parcels: FollowParcels,
  ) {}

  @On(OrderShipped)
  shipped(event: EventOf<typeof OrderShipped>): AnyChange[] {
    const { data } = event;
    const cause = causeOf(event);
    const { store } = this;
    const following = change({
      store,
      find: keyOf(data),
      createAs: newId(),
      cause,
      decide: this.parcels.shipped(toShipment(data)),
      effects: ({ facts }, id) =>
        facts.some(({ type }) => type === 'Registered')
          ? [
              {
                kind: 'kdniao.subscribe',
                tenantId: cause.tenantId,
                idempotencyKey: id,
                request: subscription(id, data),
              },
            ]
          : [],
    });
    if (!data.replaces) return [following];
    const replaced = change({
      store,
      find: keyOf(data.replaces),
      cause,
      decide: this.parcels.replaced(data),
    });
    return [following, replaced];
  }
}

const toShipment = (data: OrderShippedData): Shipment => ({
  orderId: data.orderId,
  number: data.number,
  carrier: data.carrier,
  shopId: data.shopId,
  fromRegion: data.fromRegion,
  toRegion: data.toRegion,
  phoneTail: data.phoneTail,
  shippedAt: fromIso(data.shippedAt),
});

const subscription = (waybillId: string, { number, carrier, phoneTail }: OrderShippedData) => ({
  waybillId,
  number,
  carrier,
  phoneTail,
});
