import { Inject } from '@nestjs/common';
import { normaliseNumber } from '@cartrail/carriers';
import {
  OrderAddressChanged,
  OrderClosed,
  OrderImported,
  OrderShipped,
  ShipmentStopWanted,
  ShippingHalted,
  ShippingResumed,
  topics,
  type EventOf,
  type MaskedReceiver,
  type OrderImportedData,
} from '@cartrail/contracts';
import { causeOf, Consumes, On, type AnyChange } from '@cartrail/messaging';
import { imported, movedHouse } from '../../domain/order/import-order.js';
import type { OrderFacts } from '../../domain/order/order-file.js';
import { shipped } from '../../domain/order/parcels.js';
import { stopWanted } from '../../domain/order/stops.js';
import type { Calendar } from '../../domain/rules/window.js';
import { Flow } from '../flow/flow.js';
import { CALENDAR } from '../../application/ports.js';

@Consumes(topics.orderEvents, {
  group: 'returns.changes',
  ignore: [OrderClosed, ShippingHalted, ShippingResumed],
})
export class OrderConsumer {
  constructor(
    private readonly flow: Flow,
    @Inject(CALENDAR) private readonly calendar: Calendar,
  ) {}

  @On(OrderImported)
  imported(event: EventOf<typeof OrderImported>): AnyChange[] {
    const { orderId } = event.data;
    const facts = toFacts(event.data);
    return [
      this.flow.ofOrder(orderId, causeOf(event), (file) => imported(file, orderId, facts, this.calendar)),
    ];
  }

  @On(OrderShipped)
  shipped(event: EventOf<typeof OrderShipped>): AnyChange[] {
    const { orderId, number, lines, replaces } = event.data;
    const parcel = {
      number: normaliseNumber(number),
      lineIds: lines.map(({ lineId }) => lineId),
      replaces: replaces && normaliseNumber(replaces.number),
    };
    return [this.flow.ofOrder(orderId, causeOf(event), (file) => shipped(file, orderId, parcel))];
  }

  @On(ShipmentStopWanted)
  stopWanted(event: EventOf<typeof ShipmentStopWanted>): AnyChange[] {
    const { orderId, number, carrier, reason, whole } = event.data;
    const wish = { number: normaliseNumber(number), carrier, reason, whole };
    return [this.flow.ofOrder(orderId, causeOf(event), (file) => stopWanted(file, orderId, wish))];
  }

  @On(OrderAddressChanged)
  addressChanged(event: EventOf<typeof OrderAddressChanged>): AnyChange[] {
    const { orderId, receiver } = event.data;
    return [this.flow.ofOrder(orderId, causeOf(event), (file) => movedHouse(file, placeOf(receiver)))];
  }
}

const toFacts = (data: OrderImportedData): OrderFacts => ({
  shopId: data.shopId,
  platform: data.platform,
  platformOrderId: data.platformOrderId,
  buyerRef: data.buyerRef,
  paidFen: data.payAmountFen,
  postFen: data.postAmountFen,
  lines: data.lines.map(
    ({ lineId, quantity, payAmountFen, merchantSkuCode, title, category, weightGrams }) => ({
      lineId,
      quantity,
      payAmountFen,
      merchantSkuCode,
      title,
      category,
      weightGrams,
    }),
  ),
  warehouseCode: data.warehouseCode,
  fromRegion: data.fromRegion,
  ...placeOf(data.receiver),
});

/** What of a masked address can be read: province, city, district. */
const placeOf = ({ regionCode, addressMask }: MaskedReceiver) => ({
  buyerRegion: regionCode,
  buyerPlace: addressMask.replaceAll('*', '').trim(),
});
