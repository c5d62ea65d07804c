import { normaliseNumber } from '@cartrail/carriers';
import {
  DeliveryFailed,
  ScanRecorded,
  ScanWithdrawn,
  StatusCorrected,
  topics,
  WaybillDelivered,
  WaybillLinked,
  WaybillOutForDelivery,
  WaybillPickedUp,
  WaybillRegistered,
  WaybillReplaced,
  WaybillReturning,
  type EventEnvelope,
  type EventOf,
  type Scan,
  type WaybillRef,
} from '@cartrail/contracts';
import { fromIso, type Instant } from '@cartrail/kernel';
import { causeOf, Consumes, On, type AnyChange } from '@cartrail/messaging';
import { ended } from '../../domain/interception/answers.js';
import type { ParcelMoved } from '../../domain/order/order-facts.js';
import { moved, turnedBack, undelivered } from '../../domain/order/parcels.js';
import { Flow } from '../flow/flow.js';

/** Parcels of orders, outbound and coming back; which it is, the order's file knows. */
@Consumes(topics.waybillEvents, {
  group: 'returns.changes',
  ignore: [
    WaybillRegistered,
    ScanRecorded,
    ScanWithdrawn,
    WaybillOutForDelivery,
    DeliveryFailed,
    WaybillReplaced,
  ],
})
export class WaybillConsumer {
  constructor(private readonly flow: Flow) {}

  @On(WaybillPickedUp)
  pickedUp(event: EventOf<typeof WaybillPickedUp>): AnyChange[] {
    return this.moved(event, event.data.orderIds, 'PickedUp', fromIso(event.data.scannedAt));
  }

  @On(WaybillDelivered)
  delivered(event: EventOf<typeof WaybillDelivered>): AnyChange[] {
    const at = fromIso(event.data.scannedAt);
    return [
      ...this.moved(event, event.data.orderIds, 'Delivered', at),
      this.flow.ofInterception(parcelOf(event.data), causeOf(event), (state) => ended(state, 'too_late', at)),
    ];
  }

  /** On its way back to its sender, whoever stopped it. */
  @On(WaybillReturning)
  returning(event: EventOf<typeof WaybillReturning>): AnyChange[] {
    const { number } = parcelOf(event.data);
    const at = fromIso(event.data.scannedAt);
    const cause = causeOf(event);
    return [
      ...event.data.orderIds.map((orderId) =>
        this.flow.ofOrder(orderId, cause, (file) => turnedBack(file, orderId, { number, at })),
      ),
      this.flow.ofInterception(parcelOf(event.data), cause, (state) => ended(state, 'stopped', at)),
    ];
  }

  /** Another order's goods are in a parcel that may be far on its way already. */
  @On(WaybillLinked)
  linked(event: EventOf<typeof WaybillLinked>): AnyChange[] {
    const { linkedOrderId, history } = event.data;
    const pickedUp = firstOf(history, (status) => status === 'PICKED_UP' || status === 'IN_TRANSIT');
    const delivered =
      event.data.status === 'DELIVERED' ? firstOf(history, (status) => status === 'DELIVERED') : undefined;
    return [
      ...(pickedUp === undefined ? [] : this.moved(event, [linkedOrderId], 'PickedUp', pickedUp)),
      ...(delivered === undefined ? [] : this.moved(event, [linkedOrderId], 'Delivered', delivered)),
    ];
  }

  @On(StatusCorrected)
  corrected(event: EventOf<typeof StatusCorrected>): AnyChange[] {
    const { from, to, number, orderIds } = event.data;
    if (from !== 'DELIVERED' || to === 'DELIVERED') return [];
    const cause = causeOf(event);
    return orderIds.map((orderId) =>
      this.flow.ofOrder(orderId, cause, (file) => undelivered(file, normaliseNumber(number))),
    );
  }

  private moved(
    event: EventEnvelope<WaybillRef>,
    orderIds: readonly string[],
    type: ParcelMoved['type'],
    at: Instant,
  ): AnyChange[] {
    const { number, carrier } = event.data;
    const cause = causeOf(event);
    const parcel: ParcelMoved = { type, number: normaliseNumber(number), carrier, at };
    return orderIds.map((orderId) =>
      this.flow.ofOrder(orderId, cause, (file) => moved(file, orderId, parcel)),
    );
  }
}

const parcelOf = ({ number, carrier }: WaybillRef) => ({ number: normaliseNumber(number), carrier });

const firstOf = (history: readonly Scan[], is: (status: string) => boolean): Instant | undefined => {
  const times = history
    .filter(({ status, withdrawn }) => is(status) && withdrawn !== true)
    .map(({ occurredAt }) => fromIso(occurredAt));
  return times.length === 0 ? undefined : Math.min(...times);
};
