import type { Instant } from '@cartrail/kernel';
import type { Query, Reader } from '@cartrail/messaging';
import type {
  FoundReturn,
  OfferSheet,
  ReturnQueries,
  TenantCard,
  Warehouse,
} from '../../application/ports.js';
import type { Interception } from '../../domain/interception/interception.js';
import { noRules, type OrderFile, type TenantRules } from '../../domain/order/order-file.js';
import type { Pickup } from '../../domain/pickup/pickup.js';
import type { Return } from '../../domain/return/return.js';
import { byTenant, RULES, type RuleRow } from './order-file.store.js';

interface Doc {
  readonly doc: string;
}

/** Documents as they were written: only this service writes the columns, so each reader knows the type. */
const documents = async (query: Query, sql: string, parameters: readonly unknown[]): Promise<unknown[]> =>
  (await query<Doc>(sql, parameters)).map(({ doc }) => JSON.parse(doc) as unknown);

const RETURN = 'SELECT doc FROM return_case WHERE tenant_id = $1 AND id = $2';
const ORDER = 'SELECT doc FROM order_file WHERE tenant_id = $1 AND id = $2';
const INTERCEPTION = 'SELECT doc FROM interception WHERE tenant_id = $1 AND id = $2';
const ORDERS_IN = `
  SELECT doc FROM order_file JOIN outbound_number USING (tenant_id, id) WHERE tenant_id = $1 AND number = $2`;
const PICKUP = 'SELECT doc, contact FROM pickup WHERE tenant_id = $1';
const CARDS = 'SELECT doc FROM rate_card WHERE tenant_id = $1 ORDER BY id';
const WAREHOUSE = 'SELECT doc, address FROM return_warehouse WHERE tenant_id = $1 AND id = $2';
const SHEETS = `
  SELECT doc FROM offer_sheet
   WHERE tenant_id = $1 AND return_id = $2 AND expires_at > $3 ORDER BY id DESC LIMIT 20`;
const SHEET_OF = `
  SELECT doc FROM offer_sheet WHERE tenant_id = $1 AND return_id = $2 AND strpos(doc, $3) > 0 LIMIT 1`;

/** Reads for answers to people; what follows from them goes through changes, which decide again under the row's lock. */
export class PostgresQueries implements ReturnQueries {
  constructor(private readonly reader: Reader) {}

  find(tenantId: string, returnId: string): Promise<FoundReturn | undefined> {
    return this.reader.read(tenantId, async (query) => {
      const [found] = (await documents(query, RETURN, [tenantId, returnId])) as Return[];
      if (!found) return undefined;
      const [file] = (await documents(query, ORDER, [tenantId, found.orderId])) as OrderFile[];
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

  interception(tenantId: string, id: string): Promise<Interception | undefined> {
    return this.reader.read(
      tenantId,
      async (query) => ((await documents(query, INTERCEPTION, [tenantId, id])) as Interception[])[0],
    );
  }

  /** An order that goes on in another number still has a row for the first: its file decides. */
  ordersIn(tenantId: string, number: string): Promise<readonly string[]> {
    return this.reader.read(tenantId, async (query) => {
      const files = (await documents(query, ORDERS_IN, [tenantId, number])) as OrderFile[];
      return files
        .filter(({ outbound }) => outbound.some((parcel) => parcel.number === number))
        .map(({ orderId }) => orderId);
    });
  }

  sheets(tenantId: string, returnId: string, since: Instant): Promise<readonly OfferSheet[]> {
    return this.reader.read(
      tenantId,
      async (query) =>
        (await documents(query, SHEETS, [tenantId, returnId, new Date(since)])) as OfferSheet[],
    );
  }

  /** Ids are unique and long: whatever document has one in it is its sheet. */
  sheetOf(tenantId: string, returnId: string, offerId: string): Promise<OfferSheet | undefined> {
    return this.reader.read(
      tenantId,
      async (query) => ((await documents(query, SHEET_OF, [tenantId, returnId, offerId])) as OfferSheet[])[0],
    );
  }

  warehouse(tenantId: string, code: string): Promise<Warehouse | undefined> {
    return this.reader.read(tenantId, async (query) =>
      (await query<Doc & { readonly address: string }>(WAREHOUSE, [tenantId, code]))
        .map(({ doc, address }) => ({ ...(JSON.parse(doc) as Warehouse), sealedAddress: address }))
        .at(0),
    );
  }

  rules(tenantId: string): Promise<TenantRules> {
    return this.reader.read(
      tenantId,
      async (query) => byTenant(await query<RuleRow>(RULES, [[tenantId]])).get(tenantId) ?? noRules,
    );
  }

  cards(tenantId: string): Promise<readonly TenantCard[]> {
    return this.reader.read(
      tenantId,
      async (query) => (await documents(query, CARDS, [tenantId])) as TenantCard[],
    );
  }
}

type PickupRow = Doc & { readonly contact: string };
const toPickup = ({ doc, contact }: PickupRow): Pickup => ({
  ...(JSON.parse(doc) as Pickup),
  sealedContact: contact,
});
