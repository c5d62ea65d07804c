import type { DataSource } from 'typeorm';

/**
 * A service whose role could pass row-level security must not run: superusers, BYPASSRLS roles and owners of the
 * tables are refused with what to do about it.
 */
export async function refusePowerfulRole(dataSource: DataSource): Promise<void> {
  const rows: { role: string; superuser: boolean; bypass: boolean; owns: number }[] = await dataSource.query(
    `SELECT rolname AS role, rolsuper AS superuser, rolbypassrls AS bypass,
            (SELECT count(*)::int FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = 'public' AND c.relowner = r.oid) AS owns
       FROM pg_roles r WHERE rolname = current_user`,
  );
  const role = rows[0];
  if (!role || (!role.superuser && !role.bypass && role.owns === 0)) return;
  throw new Error(
    `DATABASE_URL logs in as "${role.role}", which can pass row-level security; give the service its own plain role`,
  );
}
