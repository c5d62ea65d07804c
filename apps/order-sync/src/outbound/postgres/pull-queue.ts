import { withTenants } from '@cartrail/messaging';
import type { DataSource, EntityManager } from 'typeorm';
import type { Via } from '../../domain/arrival.js';
import { SHOP_COLUMNS, toShopRef, type ShopRefRow } from './shop-refs.js';
import type {
  Claimed,
  ClaimedCase,
  ClaimedPull,
  PullFailure,
  PullQueue,
  ShopDirectory,
} from '../../application/ports.js';

interface ClaimedRow extends ShopRefRow {
  readonly version: string;
  readonly attempts: number;
  readonly correlation_id: string;
  readonly via: Via;
}

/** One table of questions: `id` is what the platform calls the thing, `more` what else the question carries. */
export interface PullTable<P extends Claimed, R = object> {
  readonly name: string;
  readonly id: string;
  readonly more: readonly string[];
  readonly idOf: (pull: P) => string;
  readonly read: (row: R) => Omit<P, keyof Claimed>;
}

export const orderPulls: PullTable<ClaimedPull, { platform_order_id: string }> = {
  name: 'order_pull',
  id: 'platform_order_id',
  more: [],
  idOf: ({ platformOrderId }) => platformOrderId,
  read: (row) => ({ platformOrderId: row.platform_order_id }),
};

interface CaseRow {
  readonly platform_after_sale_id: string;
  readonly platform_order_id: string | null;
  readonly reason_code: string | null;
}

export const casePulls: PullTable<ClaimedCase, CaseRow> = {
  name: 'after_sale_pull',
  id: 'platform_after_sale_id',
  more: ['platform_order_id', 'reason_code'],
  idOf: ({ platformAfterSaleId }) => platformAfterSaleId,
  read: (row) => ({
    platformAfterSaleId: row.platform_after_sale_id,
    platformOrderId: row.platform_order_id ?? undefined,
    reasonCode: row.reason_code ?? undefined,
  }),
};

/** What is due is looked for once: within a join it would be again for every row, and lock other rows each time. */
const claim = ({ name, id, more }: Pick<PullTable<Claimed>, 'name' | 'id' | 'more'>): string => `
  WITH due AS MATERIALIZED (
    SELECT ctid AS place, tenant_id, shop_id FROM ${name}
     WHERE next_at <= now() AND (leased_until IS NULL OR leased_until < now())
       AND shop_id <> ALL ($3::uuid[])
       AND NOT EXISTS (SELECT 1 FROM shop asleep
                        WHERE asleep.tenant_id = ${name}.tenant_id AND asleep.id = ${name}.shop_id
                          AND asleep.state IN ('paused', 'disconnected'))
     ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED)
  UPDATE ${name} SET leased_until = now() + make_interval(secs => $2::float8 / 1000)
    FROM due JOIN shop ON shop.tenant_id = due.tenant_id AND shop.id = due.shop_id
   WHERE ${name}.ctid = due.place
  RETURNING ${['tenant_id', 'shop_id', id, ...more, 'version', 'attempts', 'correlation_id', 'via'].map((column) => `${name}.${column}`).join(', ')},
            ${SHOP_COLUMNS}`;

/**
 * What was never asked for (a poll brought it) gets its row here. A hint that came while we asked is due when it says,
 * whatever the older question came to.
 */
const fail = ({ name, id }: Pick<PullTable<Claimed>, 'name' | 'id'>): string => `
  INSERT INTO ${name} (tenant_id, shop_id, ${id}, last_error, correlation_id, next_at, version, attempts, via)
  SELECT tenant_id, shop_id, id, reason, correlation_id, now() + make_interval(secs => retry_after_ms / 1000), version, 1, via
    FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::float8[], $6::uuid[], $7::bigint[], $8::text[])
      AS given (tenant_id, shop_id, id, reason, retry_after_ms, correlation_id, version, via)
  ON CONFLICT (tenant_id, shop_id, ${id}) DO UPDATE
     SET attempts = ${name}.attempts + 1, leased_until = NULL, last_error = excluded.last_error,
         next_at = CASE WHEN ${name}.version > excluded.version THEN ${name}.next_at ELSE excluded.next_at END`;

/** The questions of all tenants; leases and due times are machine time. */
export class PostgresPullQueue<P extends Claimed, R extends object> implements PullQueue<P> {
  private readonly claimSql: string;
  private readonly failSql: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly shops: Pick<ShopDirectory, 'tenants'>,
    private readonly table: PullTable<P, R>,
  ) {
    this.claimSql = claim(table);
    this.failSql = fail(table);
  }

  async claim(limit: number, leaseMs: number, busy: readonly string[]): Promise<readonly P[]> {
    const [rows] = await withTenants(this.dataSource, await this.shops.tenants(), (tx) =>
      tx.query<[(ClaimedRow & R)[], number]>(this.claimSql, [limit, leaseMs, busy]),
    );
    return rows.map((row) => ({ ...toClaimed(row), ...this.table.read(row) }) as P);
  }

  async failed(failures: readonly PullFailure<P>[]): Promise<void> {
    if (failures.length === 0) return;
    const tenants = [...new Set(failures.map(({ pull }) => pull.tenantId))];
    await withTenants(this.dataSource, tenants, (tx) =>
      tx.query(this.failSql, [
        failures.map(({ pull }) => pull.tenantId),
        failures.map(({ pull }) => pull.shopId),
        failures.map(({ pull }) => this.table.idOf(pull)),
        failures.map(({ reason }) => reason.slice(0, 500)),
        failures.map(({ retryAfterMs }) => retryAfterMs),
        failures.map(({ pull }) => pull.correlationId),
        failures.map(({ pull }) => pull.version),
        failures.map(({ pull }) => pull.via),
      ]),
    );
  }

  async waiting(): Promise<number> {
    const rows = await withTenants(this.dataSource, await this.shops.tenants(), (tx) =>
      tx.query<{ count: string }[]>(`SELECT count(*) AS count FROM ${this.table.name}`),
    );
    return Number(rows[0]?.count ?? 0);
  }
}

const toClaimed = (row: ClaimedRow): Claimed => ({
  ...toShopRef(row),
  version: Number(row.version),
  attempts: row.attempts,
  correlationId: row.correlation_id,
  via: row.via,
});

/** In the answers' own transaction. A hint that came while we asked keeps its row: it is due again at once. */
export async function finishPulls<P extends Claimed, R>(
  tx: EntityManager,
  { name, id, idOf }: PullTable<P, R>,
  answered: readonly P[],
): Promise<void> {
  if (answered.length === 0) return;
  const inOrder = answered
    .map((pull) => ({ pull, place: `${pull.shopId}/${idOf(pull)}` }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ pull }) => pull);
  const given = [
    inOrder.map(({ tenantId }) => tenantId),
    inOrder.map(({ shopId }) => shopId),
    inOrder.map(idOf),
    inOrder.map(({ version }) => version),
  ];
  // By one look into the key for each, and from there by place: a join would compare all that waits with each of them
  // where nobody counted the table since it was empty.
  const held = `SELECT held.place FROM unnest($1::text[], $2::uuid[], $3::text[], $4::bigint[]) AS given (tenant_id, shop_id, id, version)
     CROSS JOIN LATERAL (
       SELECT ctid AS place, version FROM ${name}
        WHERE tenant_id = given.tenant_id AND shop_id = given.shop_id AND ${id} = given.id FOR UPDATE) AS held`;
  const same = `${held} WHERE held.version = given.version`;
  await tx.query(`DELETE FROM ${name} WHERE ctid = ANY (ARRAY (${same}))`, given);
  const free = `UPDATE ${name} SET leased_until = NULL, attempts = 0 WHERE ctid = ANY (ARRAY (${held}))`;
  await tx.query(free, given);
}
