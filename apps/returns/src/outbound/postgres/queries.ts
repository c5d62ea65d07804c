import type { Instant } from '@cartrail/kernel';
import type { Query, Reader } from '@cartrail/messaging';
import type {
  FoundReturn,
  OfferSheet,
  ReturnQueries,
  TenantCard,
  Warehouse,
} from '../../application/ports.js';
import { noRules, type OrderFile, type TenantRules } from '../../domain/order/order-file.js';
import type { Pickup } from '../../domain/pickup/pickup.js';
import type { Return } from '../../domain/return/return.js';
import { date } from './bulk.js';
import { byTenant, RULES, type RuleRow } from './order-file.store.js';

interface Doc {
  readonly doc: string;
}

/** Only this service writes the documents. */
const read = <T>({ doc }: Doc): T => JSON.parse(doc) as T;

/** Reads for answers to people; what follows from them goes through changes, which decide again under the row's lock. */
export class PostgresQueries implements ReturnQueries {
  constructor(private readonly reader: Reader) {}

  find(tenantId: string, returnId: string): Promise<FoundReturn | undefined> {
    return this.reader.read(tenantId, async (query) => {
      const found = await one<Return>(query, 'SELECT doc FROM return_case WHERE tenant_id = $1 AND id = $2', [
        tenantId,
        returnId,
      ]);
      if (!found) return undefined;
      const file = await one<OrderFile>(
        query,
        'SELECT doc FROM order_file WHERE tenant_id = $1 AND id = $2',
        [tenantId, found.orderId],
      );
      const pickups = await query<PickupRow>(`${PICKUP} AND return_id = $2 ORDER BY id DESC`, [
        tenantId,
        returnId,
      ]);
      return { found, order: file?.facts, pickups: pickups.map(toPickup) };
    });
  }

  pickup(tenantId: string, pickupId: string): Promise<Pickup | undefined> {
    return this.reader.read(tenantId, async (query) =>
      (await query<PickupRow>(`${PICKUP} AND id = $2`, [tenantId, pickupId])).map(toPickup).at(0),
    );
  }

  sheets(tenantId: string, returnId: string, since: Instant | undefined): Promise<readonly OfferSheet[]> {
    return this.many<OfferSheet>(
      tenantId,
      `SELECT doc FROM offer_sheet
        WHERE tenant_id = $1 AND return_id = $2 AND ($3::timestamptz IS NULL OR expires_at > $3) ORDER BY id DESC`,
      [tenantId, returnId, date(since) ?? null],
    );
  }

  warehouse(tenantId: string, code: string): Promise<Warehouse | undefined> {
    return this.reader.read(tenantId, async (query) => {
      const rows = await query<Doc & { readonly address: string }>(
        'SELECT doc, address FROM return_warehouse WHERE tenant_id = $1 AND id = $2',
        [tenantId, code],
      );
      return rows.map((row) => ({ ...read<Warehouse>(row), sealedAddress: row.address })).at(0);
    });
  }

  rules(tenantId: string): Promise<TenantRules> {
    return this.reader.read(
      tenantId,
      async (query) => byTenant(await query<RuleRow>(RULES, [[tenantId]])).get(tenantId) ?? noRules,
    );
  }

  cards(tenantId: string): Promise<readonly TenantCard[]> {
    return this.many<TenantCard>(tenantId, 'SELECT doc FROM rate_card WHERE tenant_id = $1 ORDER BY id', [
      tenantId,
    ]);
  }

  private many<T>(tenantId: string, sql: string, parameters: readonly unknown[]): Promise<T[]> {
    return this.reader.read(tenantId, async (query) =>
      (await query<Doc>(sql, parameters)).map((row) => read<T>(row)),
    );
  }
}

const PICKUP = 'SELECT doc, contact FROM pickup WHERE tenant_id = $1';

type PickupRow = Doc & { readonly contact: string };
const toPickup = (row: PickupRow): Pickup => ({ ...read<Pickup>(row), sealedContact: row.contact });

const one = async <T>(query: Query, sql: string, parameters: readonly unknown[]): Promise<T | undefined> =>
  (await query<Doc>(sql, parameters)).map((row) => read<T>(row)).at(0);
