import type { KeptPayload, PayloadSource } from '../../domain/kept-payload.js';
import type { Subject } from '../../domain/mapping/review.js';
import type { Sealer, SealedPlace } from '../../application/ports.js';

export interface PayloadRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly subject: Subject;
  readonly source: PayloadSource;
  readonly key: string | null;
  readonly sealed: string | null;
  readonly received_at: Date;
}

export const PAYLOAD_COLUMNS = ['tenant_id', 'id', 'subject', 'source', 'key', 'sealed', 'received_at']
  .map((column) => `mapping_payload.${column}`)
  .join(', ');

/** What waits in the dead letters beside the pushes themselves: the body of such a row is a payload's id. */
export const PARKED_PROVIDER = 'mapped-payload';

export const placeOf = (tenantId: string, id: string): SealedPlace => ({
  tenantId,
  field: `mapping.payload/${id}`,
});

/** A payload too large to be kept is nothing. */
export function toKept(sealer: Sealer, row: PayloadRow): KeptPayload {
  const text = row.sealed === null ? 'null' : sealer.decrypt(row.sealed, placeOf(row.tenant_id, row.id));
  return {
    id: row.id,
    subject: row.subject,
    source: row.source,
    ...(row.key !== null && { key: row.key }),
    receivedAt: row.received_at.getTime(),
    payload: JSON.parse(text) as unknown,
  };
}
