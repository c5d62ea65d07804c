import { Inject, Injectable } from '@nestjs/common';
import { isSupported, MalformedCallback, type CarrierPort, type CarrierReport } from '@cartrail/carriers';
import type { Cause } from '@cartrail/kernel';
import {
  change,
  NormalisesIngress,
  type AnyChange,
  type IngressRow,
  type Normalised,
  type Normaliser,
} from '@cartrail/messaging';
import { FollowParcels } from '../../application/follow-parcels.js';
import { CONNECTIONS, type Connections, type OpenedAccount } from '../../application/ports.js';
import { metrics } from '../metrics.js';
import { keyOf, WAYBILLS, type WaybillStore } from '../stores.js';
import { BookingReports } from './booking-reports.js';

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
    private readonly parcels: FollowParcels,
    private readonly bookings: BookingReports,
  ) {}

  async prepare(rows: readonly IngressRow[]): Promise<void> {
    const ids = new Set(rows.map(({ connectionId }) => connectionId));
    await Promise.all([...ids].map((id) => this.connections.find(id)));
  }

  normalise(rows: readonly IngressRow[]): Normalised[] {
    return rows.map((row) => this.read(row));
  }

  private read(row: IngressRow): Normalised {
    const connection = this.connections.known(row.connectionId);
    if (!connection) return park('unknown-connection');
    const { callbacks } = connection.port;
    if (!isSupported(callbacks)) return park('no-callbacks');
    try {
      const content = callbacks.parse({ headers: row.headers, body: Buffer.from(row.body) });
      const { provider } = connection;
      if (content.unreadable.length > 0) metrics.unreadableScans.inc({ provider }, content.unreadable.length);
      const cause = causeOf(row, connection);
      return {
        kind: 'ok',
        changes: [
          ...content.reports.map((report) => this.change(report, cause)),
          ...content.bookings.map((report) => this.bookings.change(report, row, cause)),
        ],
      };
    } catch (error) {
      if (error instanceof MalformedCallback) return park(`malformed: ${error.message}`);
      throw error;
    }
  }

  private change(report: CarrierReport, cause: Cause): AnyChange {
    const { provider, number } = report;
    if (report.unreadable.length > 0) metrics.unreadableScans.inc({ provider }, report.unreadable.length);
    const heard = this.parcels.heard(report.scans);
    return change({
      store: this.store,
      // A parcel whose carrier the provider corrects stays the parcel it was followed as.
      find: keyOf({ number, carrier: report.formerCarrier ?? report.carrier }),
      cause,
      decide: (waybill) => {
        const decision = heard(waybill);
        if (!waybill) metrics.unfollowed.inc({ provider });
        if (decision.kind === 'changed') {
          for (const fact of decision.facts) {
            if (fact.type === 'ScanRecorded' && fact.scan.status === 'UNKNOWN') {
              metrics.unmappedCodes.inc({ provider, code: fact.scan.code });
            }
          }
        }
        return decision;
      },
    });
  }
}

const causeOf = ({ id }: IngressRow, { tenantId }: OpenedAccount<CarrierPort>): Cause => ({
  tenantId,
  correlationId: `ingress-${id}`,
  causationId: `ingress-${id}`,
});

@NormalisesIngress('kdniao')
export class KdniaoNormaliser extends CarrierNormaliser {}

@NormalisesIngress('kuaidi100')
export class Kuaidi100Normaliser extends CarrierNormaliser {}
