import type { Arena } from './arena.js';
import { together } from './audit.js';
import { parcelsFor, travel, type FaultCase } from './case.js';
import { query } from './evidence.js';
import type { ServiceName } from './services.js';
import { survival } from './outage-cases.js';

/** One table of each service that every event about its aggregate writes. */
const HOT: Partial<Record<ServiceName, readonly string[]>> = {
  tracking: ['waybill', 'scan'],
  'order-sync': ['refund', 'after_sale'],
  returns: ['return_case', 'pickup'],
  'e-sign': ['arrival', 'sign_off'],
  gateway: ['case_view'],
};
const ONE_IN = 20;
/** Chance may pass by a service that writes little; this statement it does not. */
const SURELY = 5;

/** A sequence is not taken back with its transaction, so it counts what was refused. */
const install = (tables: readonly string[]): string => `
  CREATE SCHEMA faults;
  CREATE SEQUENCE faults.tried;
  CREATE SEQUENCE faults.refused;
  CREATE FUNCTION faults.refuse() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
  BEGIN
    IF nextval('faults.tried') = ${SURELY} OR random() * ${ONE_IN} < 1 THEN
      PERFORM nextval('faults.refused');
      RAISE EXCEPTION 'could not serialize access due to a planted fault' USING ERRCODE = '40001';
    END IF;
    RETURN NULL;
  END $$;
  ${tables
    .map(
      (table) => `CREATE TRIGGER faults_refuse AFTER INSERT OR UPDATE ON ${table}
                    FOR EACH STATEMENT EXECUTE FUNCTION faults.refuse();`,
    )
    .join('\n')}`;

/** Statements of the hot tables fail as if another transaction had won, while `work` runs; answers how many did. */
async function withLostRaces(arena: Arena, work: () => Promise<void>): Promise<Record<string, number>> {
  const hot = Object.entries(HOT).map(([service, tables]) => ({
    service,
    url: arena.stack.databaseUrl(service),
    tables,
  }));
  for (const { url, tables } of hot) await query(url, install(tables));
  const refused: Record<string, number> = {};
  try {
    await work();
  } finally {
    for (const { service, url } of hot) {
      const [row] = await query<{ count: string }>(
        url,
        'SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS count FROM faults.refused',
      );
      refused[service] = Number(row?.count);
      await query(url, 'DROP SCHEMA faults CASCADE');
    }
  }
  return refused;
}

/** Keys that wait in any service; a lost race is no reason for one. */
async function parkedAnywhere(arena: Arena): Promise<string[]> {
  const found = await Promise.all(
    Object.keys(HOT).map(async (service) => {
      const rows = await query<{ reason: string }>(
        arena.stack.databaseUrl(service),
        'SELECT reason FROM parked_key',
      );
      return rows.map(({ reason }) => `${service} parked a key: ${reason}`);
    }),
  );
  return found.flat();
}

export const lostRaces: FaultCase = {
  id: 'F26',
  title: 'one statement in twenty fails with 40001',
  run: async (arena) => {
    const money = arena.money();
    const before = arena.stack.pid('tracking');
    const refused = await withLostRaces(arena, async () => {
      await money.ask();
      await money.confirm();
      await money.carry();
      await money.sign();
      await money.refunded();
      await travel(arena, parcelsFor(arena), (_phase, offer) => offer());
    });
    const untouched = Object.keys(refused).filter((service) => refused[service] === 0);
    return {
      findings: together(await money.audit(), await arena.audit()),
      failures: [
        ...untouched.map((service) => `no statement of ${service} was refused`),
        ...(await parkedAnywhere(arena)),
        ...survival(arena, before),
      ],
      notes: [
        money.note(),
        `refused ${Object.entries(refused)
          .map(([service, count]) => `${count} of ${service}`)
          .join(', ')}`,
        `${money.repeats} requests made again`,
      ],
    };
  },
};
