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
  type WaybillRef,
} from '@cartrail/contracts';
import { Consumes, On } from '@cartrail/messaging';
import type { ParcelPart } from '../../domain/case-document.js';
import { withdrawn, withParcel, withScan } from '../../domain/merge.js';
import { CaseChanges } from './case-changes.js';

/** State events repeat what ScanRecorded's status already said. */
@Consumes(topics.waybillEvents, {
  group: 'gateway.cases',
  ignore: [WaybillPickedUp, WaybillOutForDelivery, WaybillDelivered, DeliveryFailed, WaybillReturning],
})
export class WaybillConsumer {
  constructor(private readonly cases: CaseChanges) {}

  @On(WaybillRegistered)
  registered(event: EventOf<typeof WaybillRegistered>) {
    const { waybillId, fromRegion, toRegion } = event.data;
    return this.parcel(event, (parcel) => ({
      ...parcel,
      waybillId,
      fromRegion: parcel.fromRegion ?? fromRegion,
      toRegion: parcel.toRegion ?? toRegion,
      status: parcel.status ?? 'CREATED',
    }));
  }

  @On(WaybillLinked)
  linked(event: EventOf<typeof WaybillLinked>) {
    const { waybillId, status, reason, history, linkedOrderId } = event.data;
    return this.parcel(
      event,
      (parcel) => ({
        ...parcel,
        waybillId,
        status,
        reason,
        timeline: history.reduce(withScan, parcel.timeline),
      }),
      [linkedOrderId],
    );
  }

  @On(ScanRecorded)
  scanned(event: EventOf<typeof ScanRecorded>) {
    const { waybillId, scan, status, reason } = event.data;
    return this.parcel(event, (parcel) => ({
      ...parcel,
      waybillId,
      status,
      reason,
      timeline: withScan(parcel.timeline, scan),
    }));
  }

  @On(ScanWithdrawn)
  withdrawn(event: EventOf<typeof ScanWithdrawn>) {
    const { scanId, status } = event.data;
    return this.parcel(event, (parcel) => ({
      ...parcel,
      status,
      timeline: withdrawn(parcel.timeline, scanId),
    }));
  }

  @On(StatusCorrected)
  corrected(event: EventOf<typeof StatusCorrected>) {
    const { from, to, why, correctedAt } = event.data;
    return this.parcel(event, (parcel) => ({
      ...parcel,
      status: to,
      corrections: [...parcel.corrections, { from, to, why, correctedAt }],
    }));
  }

  /** The order's own word on what replaces a parcel stands, whichever comes first. */
  @On(WaybillReplaced)
  replaced(event: EventOf<typeof WaybillReplaced>) {
    const { replacedByNumber, replacedByCarrier } = event.data;
    const replacedBy = { number: replacedByNumber, carrier: replacedByCarrier };
    return this.parcel(event, (parcel) =>
      parcel.replacedByOrder === undefined
        ? { ...parcel, replacedBy: parcel.replacedBy ?? replacedBy }
        : parcel,
    );
  }

  private parcel(
    event: EventEnvelope<WaybillRef>,
    fill: (parcel: ParcelPart) => ParcelPart,
    orderIds: readonly string[] = event.data.orderIds,
  ) {
    return this.cases.of(event, orderIds, ({ parcels }) => ({
      parcels: withParcel(parcels, event.data, fill),
    }));
  }
}
