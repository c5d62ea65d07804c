import { Injectable } from '@nestjs/common';
import { Reader } from '@cartrail/messaging';
import { Alerts, type AlertFilter } from '../../application/ports.js';
import type { Restriction } from '../../domain/roles.js';
import { visible } from './visibility.js';

@Injectable()
export class AlertReader extends Alerts {
  constructor(private readonly reader: Reader) {
    super();
  }

  /** Newest first: an alert's id is ordered by when it was raised. */
  override list(tenantId: string, restriction: Restriction, filter: AlertFilter) {
    const parameters: unknown[] = [tenantId];
    const conditions = [
      'alert.tenant_id = $1',
      'alert.raised_at IS NOT NULL',
      this.inSight(restriction, parameters),
    ];
    if (filter.detector !== undefined)
      conditions.push(`alert.detector = $${parameters.push(filter.detector)}`);
    if (filter.open !== undefined)
      conditions.push(filter.open ? 'alert.cleared_at IS NULL' : 'alert.cleared_at IS NOT NULL');
    if (filter.after !== undefined)
      conditions.push(`alert.alert_id < $${parameters.push(filter.after)}::uuid`);
    const limit = `$${parameters.push(filter.limit + 1)}`;
    return this.reader.read(tenantId, (query) =>
      query<{ doc: string; alert_id: string }>(
        `SELECT alert.doc, alert.alert_id FROM alert_view AS alert
          WHERE ${conditions.join(' AND ')} ORDER BY alert.alert_id DESC LIMIT ${limit}`,
        parameters,
      ),
    );
  }

  override async exists(tenantId: string, restriction: Restriction, alertId: string): Promise<boolean> {
    const parameters: unknown[] = [tenantId, alertId];
    const sight = this.inSight(restriction, parameters);
    const rows = await this.reader.read(tenantId, (query) =>
      query(
        `SELECT 1 FROM alert_view AS alert WHERE alert.tenant_id = $1 AND alert.alert_id = $2 AND ${sight}`,
        parameters,
      ),
    );
    return rows.length > 0;
  }

  private inSight(restriction: Restriction, parameters: unknown[]): string {
    const predicate = visible(restriction, parameters);
    if (predicate === 'true') return predicate;
    return `EXISTS (SELECT 1 FROM case_view
                     WHERE case_view.tenant_id = alert.tenant_id AND case_view.case_id = ANY (alert.order_ids) AND ${predicate})`;
  }
}
