import {
  OrderAddressChanged,
  OrderClosed,
  OrderImported,
  OrderShipped,
  topics,
  type EventOf,
} from '@cartrail/contracts';
import { Consumes, On } from '@cartrail/messaging';
import type { ParcelPart } from '../../domain/case-document.js';
import { withParcel } from '../../domain/merge.js';
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
    return this.cases.of(event, [event.data.orderId], ({ parcels, order }) => {
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
        ...(order && order.closedAt === undefined ? { order: { ...order, status: 'shipped' } } : {}),
      };
    });
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
