import type { Instant } from '@cartrail/kernel';
import type { Query, Reader, TenantDirectory } from '@cartrail/messaging';
import type { Ended, Found, Parcel, Watching } from '../../application/ports.js';
import type { Threshold } from '../../domain/thresholds.js';
import { endedParcels, overdueParcels } from './parcels-watched.js';
import { endedWatches, overdueWatches } from './watches-open.js';

const QUIET = `
  SELECT tenant_id AS "tenantId", waybill_id AS "waybillId" FROM waybill
   WHERE next_poll_at <= $1 ORDER BY next_poll_at LIMIT $2`;
const LAPSED = `
  SELECT tenant_id AS "tenantId", waybill_id AS "waybillId" FROM waybill
   WHERE resubscribe_at <= $1 ORDER BY resubscribe_at LIMIT $2`;

/** Read-only; what follows from the answers goes through changes, which decide again under the row's lock. */
export class WatchingQueries implements Watching {
  constructor(
    private readonly reader: Reader,
    private readonly tenants: TenantDirectory,
  ) {}

  overdue(now: Instant, defaults: readonly Threshold[], limit: number): Promise<Found[]> {
    return this.all(async (query) => [
      ...(await overdueParcels(query, defaults, now, limit)),
      ...(await overdueWatches(query, defaults, now, limit)),
    ]);
  }

  ended(now: Instant, defaults: readonly Threshold[], limit: number): Promise<Ended[]> {
    return this.all(async (query) => [
      ...(await endedParcels(query, defaults, now, limit)),
      ...(await endedWatches(query, defaults, now, limit)),
    ]);
  }

  lapsed(now: Instant, limit: number): Promise<Parcel[]> {
    return this.all((query) => query<Parcel>(LAPSED, [new Date(now), limit]));
  }

  quiet(now: Instant, limit: number): Promise<Parcel[]> {
    return this.all((query) => query<Parcel>(QUIET, [new Date(now), limit]));
  }

  private async all<T>(work: (query: Query) => Promise<T[]>): Promise<T[]> {
    const tenants = await this.tenants.all();
    return tenants.length === 0 ? [] : this.reader.readMany(tenants, work);
  }
}
