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
} from '@cartrail/contracts';
import { Consumes, On } from '@cartrail/messaging';
import type { ParcelPart } from '../../domain/case-document.js';
import { withHalted, withoutShipped, withResumed } from '../../domain/halts.js';
import { withParcel, withStop } from '../../domain/merge.js';
import { CaseChanges } from './case-changes.js';

@Consumes(topics.orderEvents, { group: 'gateway.cases' })
export class OrderConsumer {
  constructor(private readonly cases: CaseChanges) {}

  @On(OrderImported)
  imported(event: EventOf<typeof OrderImported>) {
    const { receiver, ...order } = event.data;
    return this.cases.of(event, [order.orderId], (document) => ({
      order: { ...document.order, ...order },
      receiver,
    }));
  }

  @On(OrderAddressChanged)
  addressChanged(event: EventOf<typeof OrderAddressChanged>) {
    return this.cases.of(event, [event.data.orderId], () => ({ receiver: event.data.receiver }));
  }

  @On(OrderShipped)
  shipped(event: EventOf<typeof OrderShipped>) {
    const { number, carrier, parcelId, lines, shippedAt, fromRegion, toRegion, replaces } = event.data;
    return this.cases.of(event, [event.data.orderId], (document) => {
      const { parcels, order } = document;
      const shipped = withParcel(parcels, { number, carrier }, (parcel) => ({
        ...inUse(parcel),
        parcelId,
        lines,
        shippedAt,
        fromRegion: fromRegion ?? parcel.fromRegion,
        toRegion: toRegion ?? parcel.toRegion,
      }));
      const all = replaces
        ? withParcel(shipped, replaces, (parcel) => ({
            ...parcel,
            replacedBy: { number, carrier },
            replacedByOrder: true,
          }))
        : shipped;
      return {
        parcels: all,
        shippingHalted: withoutShipped(document, all),
        ...(order && order.closedAt === undefined ? { order: { ...order, status: 'shipped' } } : {}),
      };
    });
  }

  /** Not told of the parcel's own topic: it names the order's goods in it. */
  @On(ShipmentStopWanted)
  stopWanted(event: EventOf<typeof ShipmentStopWanted>) {
    const { orderId, number, carrier, parcelId, reason, whole, afterSaleId, wantedAt } = event.data;
    return this.cases.of(event, [orderId], ({ parcels }) => ({
      parcels: withParcel(parcels, { number, carrier }, (parcel) => ({
        ...parcel,
        parcelId,
        stops: withStop(parcel.stops, { reason, whole, afterSaleId, wantedAt }),
      })),
    }));
  }

  @On(ShippingHalted)
  halted(event: EventOf<typeof ShippingHalted>) {
    const { orderId, lines } = event.data;
    return this.cases.of(event, [orderId], ({ shippingHalted }) => ({
      shippingHalted: withHalted(shippingHalted, lines),
    }));
  }

  @On(ShippingResumed)
  resumed(event: EventOf<typeof ShippingResumed>) {
    const { orderId, lines } = event.data;
    return this.cases.of(event, [orderId], ({ shippingHalted }) => ({
      shippingHalted: withResumed(shippingHalted, lines),
    }));
  }

  @On(OrderClosed)
  closed(event: EventOf<typeof OrderClosed>) {
    const { orderId, reason, closedAt } = event.data;
    const status = reason === 'finished' ? 'finished' : 'closed';
    return this.cases.of(event, [orderId], ({ order }) =>
      order ? { order: { ...order, status, closedAt, closeReason: reason } } : {},
    );
  }
}

/** A number the order had given up and names again. */
const inUse = (parcel: ParcelPart): ParcelPart =>
  parcel.replacedByOrder === true ? { ...parcel, replacedBy: undefined, replacedByOrder: false } : parcel;
