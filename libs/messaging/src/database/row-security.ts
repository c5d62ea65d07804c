/** Tables without row-level security, and why each may do without. A test compares this list with the catalogue. */
export const rlsExempt: ReadonlySet<string> = new Set([
  'outbox',
  'consumer_offset',
  'parked_key',
  'parked_event',
  'parked_audit',
  'ingress',
  'effect',
  'idempotency',
  'known_tenant',
  'migrations',
]);

/**
 * The statements that put a table under row-level security, for a migration. The table must have `tenant_id`.
 * FORCE makes it hold for the owner as well; only a superuser or BYPASSRLS role could pass, and services refuse to run as one.
 */
export const tenantTable = (table: string): readonly string[] => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY tenant_isolation ON ${table}
     USING (tenant_id = ANY (string_to_array(current_setting('cartrail.tenants', true), ',')))
     WITH CHECK (tenant_id = ANY (string_to_array(current_setting('cartrail.tenants', true), ',')))`,
];
