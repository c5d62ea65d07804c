import {
  lockRowsByRef,
  putRows,
  textArray,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import { bornAt } from '../../domain/age.js';
import { emptyCase, type CaseDocument } from '../../domain/case-document.js';
import { openAlerts } from '../../domain/merge.js';
import type { CaseChanged } from '../../domain/project.js';

interface Row {
  readonly tenant_id: string;
  readonly case_id: string;
  readonly doc: string;
}

const LOAD = lockRowsByRef({ table: 'case_view', id: 'case_id', columns: 'tenant_id, case_id, doc' });

const SAVE = `
  INSERT INTO case_view (tenant_id, case_id, doc, version, platform_order_id, shop_id, merchant_id, anchor_id, status, numbers,
                         open_alerts, created_at, updated_at, return_ids)
  SELECT tenant_id, case_id, doc, version, platform_order_id, shop_id, merchant_id, anchor_id, status,
         string_to_array(numbers, ','), open_alerts, created_at, updated_at,
         string_to_array(return_ids, ',')::uuid[]
    FROM unnest($1::text[], $2::uuid[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                $10::text[], $11::int[], $12::timestamptz[], $13::timestamptz[], $14::text[])
      AS given (tenant_id, case_id, doc, version, platform_order_id, shop_id, merchant_id, anchor_id, status, numbers,
                open_alerts, created_at, updated_at, return_ids)
  ON CONFLICT (tenant_id, case_id) DO UPDATE SET
    doc = excluded.doc, version = excluded.version, platform_order_id = excluded.platform_order_id,
    shop_id = excluded.shop_id, merchant_id = excluded.merchant_id, anchor_id = excluded.anchor_id,
    status = excluded.status, numbers = excluded.numbers, open_alerts = excluded.open_alerts, updated_at = excluded.updated_at,
    return_ids = excluded.return_ids`;

/** One statement for both tables: what a case is found by. */
const KEYS = `
  WITH numbered AS (
    INSERT INTO case_number (tenant_id, number, case_id)
    SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[]) ON CONFLICT DO NOTHING)
  INSERT INTO case_return (tenant_id, return_id, case_id)
  SELECT * FROM unnest($4::text[], $5::uuid[], $6::uuid[]) ON CONFLICT DO NOTHING`;

const FEED = `
  INSERT INTO case_event (tenant_id, case_id, version, type, at)
  SELECT * FROM unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::timestamptz[])
  ON CONFLICT DO NOTHING`;

/** The document as text beside the columns that lists filter by; `created_at` is the id's, so that paging outlives a rebuild. */
export class CaseStore implements AggregateStore<CaseDocument, CaseChanged> {
  readonly aggregate = 'case';

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<CaseDocument>[]> {
    const rows: Row[] = await tx.query(LOAD, [
      refs.map(({ tenantId }) => tenantId),
      refs.map(({ id }) => id),
    ]);
    return rows.map(({ tenant_id, case_id, doc }) => ({
      tenantId: tenant_id,
      id: case_id,
      sequence: 0,
      // A document of an older release lacks what came later.
      state: { ...emptyCase(tenant_id, case_id), ...(JSON.parse(doc) as Partial<CaseDocument>) },
    }));
  }

  async save(tx: EntityManager, rows: Rows): Promise<void> {
    const states = rows.map(({ state }) => state);
    await putRows(
      tx,
      SAVE,
      [
        rows.map(({ tenantId }) => tenantId),
        rows.map(({ id }) => id),
        textArray(states.map((state) => JSON.stringify(state))),
        states.map(({ version }) => version),
        states.map(({ order }) => order?.platformOrderId ?? null),
        states.map(({ order }) => order?.shopId ?? null),
        states.map(({ order }) => order?.merchantId ?? null),
        states.map(({ order }) => order?.anchorId ?? null),
        states.map(({ order }) => order?.status ?? null),
        states.map(({ parcels }) => parcels.map(({ number }) => number).join(',')),
        states.map(openAlerts),
        rows.map(({ id, state }) => bornAt(id) ?? state.updatedAt),
        states.map(({ updatedAt }) => updatedAt),
        states.map(({ returns }) => returns.map(({ returnId }) => returnId).join(',')),
      ],
      rows,
    );
    await putKeys(tx, rows);
    const facts = rows.flatMap(({ tenantId, id, facts: made }) =>
      made.map((fact) => ({ tenantId, id, ...fact })),
    );
    await tx.query(FEED, [
      facts.map(({ tenantId }) => tenantId),
      facts.map(({ id }) => id),
      facts.map(({ version }) => version),
      facts.map(({ type }) => type),
      facts.map(({ at }) => at),
    ]);
  }

  publish(): undefined {
    return undefined;
  }
}

type Rows = readonly Stored<CaseDocument, CaseChanged>[];

/** Most changes bring a case nothing new to be found by, and cost nothing here. */
async function putKeys(tx: EntityManager, rows: Rows): Promise<void> {
  const numbers = newKeys(rows, ({ parcels }) => parcels.map(({ number }) => number));
  const returns = newKeys(rows, ({ returns }) => returns.map(({ returnId }) => returnId));
  if (numbers.length + returns.length > 0)
    await tx.query(KEYS, [...columnsOf(numbers), ...columnsOf(returns)]);
}

interface Key {
  readonly tenantId: string;
  readonly key: string;
  readonly id: string;
}

const newKeys = (rows: Rows, keysOf: (state: CaseDocument) => readonly string[]): readonly Key[] =>
  rows.flatMap(({ tenantId, id, state, before }) => {
    const known = new Set(before ? keysOf(before) : []);
    return keysOf(state)
      .filter((key) => !known.has(key))
      .map((key) => ({ tenantId, key, id }));
  });

const columnsOf = (keys: readonly Key[]): readonly string[][] => [
  keys.map(({ tenantId }) => tenantId),
  keys.map(({ key }) => key),
  keys.map(({ id }) => id),
];
