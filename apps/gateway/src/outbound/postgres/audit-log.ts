import { Injectable } from '@nestjs/common';
import { newId } from '@cartrail/kernel';
import { withTenants } from '@cartrail/messaging';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit, type AuditEntry } from '../../application/ports.js';

const INSERT = `
  INSERT INTO audit (tenant_id, id, at, actor, action, object, request)
  SELECT tenant_id, id, now(), actor, action, object, request
    FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[])
      AS given (tenant_id, id, actor, action, object, request)`;

/** In the transaction of what is audited. */
export async function writeAudit(tx: EntityManager, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.query(INSERT, [
    entries.map(({ tenantId }) => tenantId),
    entries.map(() => newId()),
    entries.map(({ actor }) => actor),
    entries.map(({ action }) => action),
    entries.map(({ object }) => object),
    entries.map(({ request }) => request),
  ]);
}

@Injectable()
export class AuditLog extends Audit {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async record(entry: AuditEntry): Promise<void> {
    await withTenants(this.dataSource, [entry.tenantId], (tx) => writeAudit(tx, [entry]));
  }
}
