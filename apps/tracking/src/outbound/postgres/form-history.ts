import type { Reader } from '@cartrail/messaging';
import type { FormHistory } from '../../application/ports.js';
import type { Followed, NumberForm } from '../../domain/recognition.js';

/** Of each form so many are looked at: carriers take new ranges, and a batch costs the same however old a tenant is. */
export const NEWEST = 500;

/** A number whose carrier nobody could name says nothing about others. */
export const FOLLOWED = `
  SELECT given.form, newest.carrier, count(*)::int AS parcels
    FROM unnest($2::text[]) AS given (form)
   CROSS JOIN LATERAL (
     SELECT carrier FROM waybill
      WHERE tenant_id = $1 AND number_form = given.form AND carrier <> 'UNKNOWN'
      ORDER BY registered_at DESC LIMIT ${NEWEST}) newest
   GROUP BY given.form, newest.carrier`;

interface FollowedRow extends Followed {
  readonly form: NumberForm;
}

export class PostgresFormHistory implements FormHistory {
  constructor(private readonly reader: Pick<Reader, 'read'>) {}

  async of(
    tenantId: string,
    forms: readonly NumberForm[],
  ): Promise<ReadonlyMap<NumberForm, readonly Followed[]>> {
    const rows = await this.reader.read(tenantId, (query) => query<FollowedRow>(FOLLOWED, [tenantId, forms]));
    const found = new Map<NumberForm, Followed[]>();
    for (const { form, ...followed } of rows) found.set(form, [...(found.get(form) ?? []), followed]);
    return found;
  }
}
