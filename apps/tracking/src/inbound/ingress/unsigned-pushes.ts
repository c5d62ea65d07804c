import { Inject, Injectable } from '@nestjs/common';
import {
  isSupported,
  type CallbackContent,
  type CarrierPort,
  type CarrierReport,
  type PushedBooking,
} from '@cartrail/carriers';
import type { Cause } from '@cartrail/kernel';
import { change, type AnyChange, type IngressRow } from '@cartrail/messaging';
import { FollowParcels } from '../../application/follow-parcels.js';
import { metrics } from '../metrics.js';
import { keyOf, WAYBILLS, type WaybillStore } from '../stores.js';
import { BookingReports } from './booking-reports.js';
import { unfollowedIn } from './unfollowed.js';

export const signsPushes = ({ manifest }: CarrierPort): boolean => manifest.features['signed-push'] === true;

/** What a push nobody signed comes to: a reason to ask, and no fact (ADR 9). */
@Injectable()
export class UnsignedPushes {
  constructor(
    @Inject(WAYBILLS) private readonly store: WaybillStore,
    private readonly parcels: FollowParcels,
    private readonly bookings: BookingReports,
  ) {}

  changes(
    { reports, bookings }: CallbackContent,
    port: CarrierPort,
    row: IngressRow,
    cause: Cause,
  ): readonly AnyChange[] {
    const unfollowed = unfollowedIn(reports);
    return [
      ...reports.flatMap((report) => this.ask(report, port, cause, unfollowed)),
      ...bookings.flatMap((report) => this.tellOrLeave(report, port, row, cause)),
    ];
  }

  private ask(
    report: CarrierReport,
    port: CarrierPort,
    cause: Cause,
    unfollowed: (report: CarrierReport) => void,
  ): AnyChange[] {
    const { number, carrier, formerCarrier } = report;
    const { provider } = port.manifest;
    if (!isSupported(port.track)) {
      metrics.unsignedReports.inc({ provider, outcome: 'no-query' });
      return [];
    }
    const rumoured = this.parcels.rumoured();
    return [
      change({
        store: this.store,
        find: keyOf({ number, carrier: formerCarrier ?? carrier }),
        cause,
        decide: (waybill) => {
          if (!waybill) unfollowed(report);
          const decision = rumoured(waybill);
          if (decision.kind === 'changed') metrics.unsignedReports.inc({ provider, outcome: 'ask' });
          return decision;
        },
      }),
    ];
  }

  /**
   * A booking whose provider can be asked is asked about by who booked it, who is told that there may be news; of the others
   * there is no other word. Whose a number alone is, nobody could ask.
   */
  private tellOrLeave(report: PushedBooking, port: CarrierPort, row: IngressRow, cause: Cause): AnyChange[] {
    const { provider, features } = port.manifest;
    const left = features.detail === true;
    metrics.unsignedReports.inc({ provider, outcome: left ? 'left' : 'told' });
    if (!left) return [this.bookings.change(report, row, cause)];
    return report.bookingId === undefined ? [] : [this.bookings.rumour(report, row, cause)];
  }
}
