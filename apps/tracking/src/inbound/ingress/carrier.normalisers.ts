import { Inject, Injectable } from '@nestjs/common';
import {
  isSupported,
  MalformedCallback,
  providersWith,
  type CallbackContent,
  type CarrierPort,
  type CarrierReport,
} from '@cartrail/carriers';
import type { Cause } from '@cartrail/kernel';
import {
  change,
  NormalisesIngress,
  type AnyChange,
  type IngressRow,
  type Normalised,
  type Normaliser,
} from '@cartrail/messaging';
import {
  CONNECTIONS,
  HEARING,
  type Connections,
  type Hearing,
  type OpenedAccount,
} from '../../application/ports.js';
import { metrics } from '../metrics.js';
import { keyOf, WAYBILLS, type WaybillStore } from '../stores.js';
import { BookingReports } from './booking-reports.js';
import { leftOf } from './left.js';
import { unfollowedIn, unreadableIn } from './unfollowed.js';
import { signsPushes, UnsignedPushes } from './unsigned-pushes.js';

const park = (reason: string): Normalised => ({ kind: 'park', reason });

/**
 * A stored push becomes one change per parcel and one per booking it speaks of; the shell does five hundred pushes
 * at a time. One class reads every provider's pushes; each provider's rows have a lane of their own.
 */
@Injectable()
class CarrierNormaliser implements Normaliser {
  constructor(
    @Inject(WAYBILLS) private readonly store: WaybillStore,
    @Inject(CONNECTIONS) private readonly connections: Connections<CarrierPort>,
    @Inject(HEARING) private readonly parcels: Hearing,
    private readonly bookings: BookingReports,
    private readonly unsigned: UnsignedPushes,
  ) {}

  async prepare(rows: readonly IngressRow[]): Promise<void> {
    const ids = new Set(rows.map(({ connectionId }) => connectionId));
    const tried = rows.filter(({ attempts }) => attempts > 0);
    const again = new Set(tried.map(({ connectionId }) => connectionId));
    const find = (id: string) => (again.has(id) ? this.connections.findAnew(id) : this.connections.find(id));
    await Promise.all([...ids].map(find));
  }

  normalise(rows: readonly IngressRow[]): Normalised[] {
    return rows.map((row) => this.read(row));
  }

  private read(row: IngressRow): Normalised {
    const connection = this.connections.known(row.connectionId);
    if (!connection) return park('unknown-connection');
    const { port, provider } = connection;
    if (!isSupported(port.callbacks)) return park('no-callbacks');
    try {
      const content = port.callbacks.parse({ headers: row.headers, body: Buffer.from(row.body) });
      if (row.attempts === 0 && namesNumberAlone(content)) return { kind: 'retry', reason: 'number-alone' };
      countUnreadable(content, provider);
      const cause = causeOf(row, connection);
      const signed = signsPushes(port);
      const changes = signed
        ? this.changes(content, row, cause, connection)
        : this.unsigned.changes(content, port, row, cause);
      return { kind: 'ok', changes, left: leftOf(content, signed) };
    } catch (error) {
      if (!(error instanceof MalformedCallback)) throw error;
      const reason = `malformed: ${error.message}`;
      // What is sealed with credentials that another process has replaced looks no different.
      return row.attempts === 0 && !signsPushes(port) ? { kind: 'retry', reason } : park(reason);
    }
  }

  private changes(
    { reports, bookings }: CallbackContent,
    row: IngressRow,
    cause: Cause,
    { limitsInForce }: OpenedAccount<CarrierPort>,
  ): AnyChange[] {
    const unfollowed = unfollowedIn(reports);
    return [
      ...reports.map((report) => this.change(report, cause, unfollowed, limitsInForce['resubscribeAfterMs'])),
      ...bookings.map((report) => this.bookings.change(report, row, cause)),
    ];
  }

  private change(
    report: CarrierReport,
    cause: Cause,
    unfollowed: (report: CarrierReport) => void,
    resubscribeAfterMs?: number,
  ): AnyChange {
    const { number, carrier, formerCarrier, scans, subscription } = report;
    const heard = this.parcels.heard(scans, subscription === 'aborted' ? resubscribeAfterMs : undefined);
    return change({
      store: this.store,
      // A parcel whose carrier the provider corrects stays the parcel it was followed as.
      find: keyOf({ number, carrier: formerCarrier ?? carrier }),
      cause,
      decide: (waybill) => {
        if (!waybill) unfollowed(report);
        return heard(waybill);
      },
    });
  }
}

/** What a batch tells of bookings is written with it: who has a number is looked up in a later one. */
const namesNumberAlone = ({ bookings }: CallbackContent): boolean =>
  bookings.some(({ bookingId }) => bookingId === undefined);

function countUnreadable({ unreadable, ignored = [], reports }: CallbackContent, provider: string): void {
  const lines = unreadable.length + ignored.length + unreadableIn(reports);
  if (lines > 0) metrics.unreadableScans.inc({ provider }, lines);
}

const causeOf = ({ id }: IngressRow, { tenantId }: OpenedAccount<CarrierPort>): Cause => ({
  tenantId,
  correlationId: `ingress-${id}`,
  causationId: `ingress-${id}`,
});

function laneOf(provider: string): typeof CarrierNormaliser {
  @NormalisesIngress(provider)
  class Lane extends CarrierNormaliser {}
  return Lane;
}

/** One lane for each provider that pushes anything: who floods us holds up nobody else. */
export const carrierNormalisers = providersWith('push', 'booking-push').map(laneOf);
