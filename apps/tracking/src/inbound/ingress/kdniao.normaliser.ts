import { Inject } from '@nestjs/common';
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
import { CONNECTIONS, type Connections } from '../../application/ports.js';
import { metrics } from '../metrics.js';
import { keyOf, WAYBILLS, type WaybillStore } from '../stores.js';

const park = (reason: string): Normalised => ({ kind: 'park', reason });

/** A stored push becomes one change per parcel it speaks of; the shell does five hundred pushes at a time. */
@NormalisesIngress('kdniao')
export class KdniaoNormaliser implements Normaliser {
  constructor(
    @Inject(WAYBILLS) private readonly store: WaybillStore,
    @Inject(CONNECTIONS) private readonly connections: Connections<CarrierPort>,
    private readonly parcels: FollowParcels,
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
      const { reports, unreadable } = callbacks.parse({ headers: row.headers, body: Buffer.from(row.body) });
      const cause = {
        tenantId: connection.tenantId,
        correlationId: `ingress-${row.id}`,
        causationId: `ingress-${row.id}`,
      };
      if (unreadable.length > 0) metrics.unreadableScans.inc({ provider: 'kdniao' }, unreadable.length);
      return { kind: 'ok', changes: reports.map((report) => this.change(report, cause)) };
    } catch (error) {
      if (error instanceof MalformedCallback) return park(`malformed: ${error.message}`);
      throw error;
    }
  }

  private change(report: CarrierReport, cause: Cause): AnyChange {
    const { provider } = report;
    if (report.unreadable.length > 0) metrics.unreadableScans.inc({ provider }, report.unreadable.length);
    const heard = this.parcels.heard(report.scans);
    return change({
      store: this.store,
      find: keyOf(report),
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
