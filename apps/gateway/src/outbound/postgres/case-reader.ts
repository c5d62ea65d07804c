import { Injectable } from '@nestjs/common';
import { Reader } from '@cartrail/messaging';
import { Cases, type CaseFilter, type FoundCase, type ListedCase } from '../../application/ports.js';
import type { Restriction } from '../../domain/roles.js';
import { visible } from './visibility.js';

interface Waiting {
  readonly tenantId: string;
  readonly caseId: string;
  readonly resolve: (found: FoundCase | undefined) => void;
  readonly reject: (error: unknown) => void;
}

interface Row {
  /** A bigint: arrives as text. */
  readonly place: string;
  readonly doc: string;
  readonly version: number;
  readonly shop_id: string | null;
  readonly merchant_id: string | null;
  readonly anchor_id: string | null;
}

const FIND = `
  SELECT wanted.place, held.doc, held.version, held.shop_id, held.merchant_id, held.anchor_id
    FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS wanted (tenant_id, case_id, place)
    JOIN case_view AS held ON held.tenant_id = wanted.tenant_id AND held.case_id = wanted.case_id`;

const MOST_AT_ONCE = 200;
const IN_FLIGHT = 2;

/** Reads of the case view. Look-ups that come together share one query. */
@Injectable()
export class CaseReader extends Cases {
  private waiting: Waiting[] = [];
  private running = 0;

  constructor(private readonly reader: Reader) {
    super();
  }

  override find(tenantId: string, caseId: string): Promise<FoundCase | undefined> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ tenantId, caseId, resolve, reject });
      if (this.waiting.length === 1) setImmediate(() => void this.flush());
    });
  }

  override async findByReturn(tenantId: string, returnId: string): Promise<FoundCase | undefined> {
    const [row] = await this.reader.read(tenantId, (query) =>
      query<Row>(
        `SELECT 0 AS place, doc, version, shop_id, merchant_id, anchor_id FROM case_view
           JOIN case_return USING (tenant_id, case_id)
          WHERE tenant_id = $1 AND return_id = $2`,
        [tenantId, returnId],
      ),
    );
    return row && toFound(row);
  }

  override async seenReturns(
    tenantId: string,
    restriction: Restriction,
    returnIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const parameters: unknown[] = [tenantId, returnIds];
    const rows = await this.reader.read(tenantId, (query) =>
      query<{ return_id: string }>(
        `SELECT return_id FROM case_view JOIN case_return USING (tenant_id, case_id)
          WHERE tenant_id = $1 AND return_id = ANY ($2::uuid[]) AND ${visible(restriction, parameters)}`,
        parameters,
      ),
    );
    return new Set(rows.map(({ return_id }) => return_id));
  }

  /** Rows in (created, id) order, newest first; one more than asked for tells that there are more. */
  override list(
    tenantId: string,
    restriction: Restriction,
    filter: CaseFilter,
  ): Promise<readonly ListedCase[]> {
    const parameters: unknown[] = [tenantId];
    const conditions = ['tenant_id = $1', visible(restriction, parameters)];
    const where = (sql: (place: string) => string, value: unknown): void => {
      if (value !== undefined) conditions.push(sql(`$${parameters.push(value)}`));
    };
    where((place) => `status = ${place}`, filter.status);
    where((place) => `shop_id = ${place}`, filter.shopId);
    where(
      (place) => `case_id IN (SELECT case_id FROM case_number WHERE tenant_id = $1 AND number = ${place})`,
      filter.number,
    );
    where((place) => `platform_order_id = ${place}`, filter.platformOrderId);
    where(
      (place) => `case_id IN (SELECT case_id FROM case_return WHERE tenant_id = $1 AND return_id = ${place})`,
      filter.returnId,
    );
    if (filter.hasReturn !== undefined)
      conditions.push(filter.hasReturn ? `return_ids <> '{}'` : `return_ids = '{}'`);
    if (filter.hasAlert !== undefined)
      conditions.push(filter.hasAlert ? 'open_alerts > 0' : 'open_alerts = 0');
    if (filter.after) {
      const [createdAt, caseId] = filter.after;
      conditions.push(
        `(created_at, case_id) < ($${parameters.push(createdAt)}::timestamptz, $${parameters.push(caseId)}::uuid)`,
      );
    }
    const limit = `$${parameters.push(filter.limit + 1)}`;
    return this.reader.read(tenantId, (query) =>
      query<ListedCase>(
        `SELECT doc, case_id, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.USZ') AS created_text FROM case_view
          WHERE ${conditions.join(' AND ')} ORDER BY created_at DESC, case_id DESC LIMIT ${limit}`,
        parameters,
      ),
    );
  }

  private async flush(): Promise<void> {
    if (this.running >= IN_FLIGHT) return;
    this.running += 1;
    while (this.waiting.length > 0) await this.answer(this.waiting.splice(0, MOST_AT_ONCE));
    this.running -= 1;
  }

  private async answer(batch: readonly Waiting[]): Promise<void> {
    try {
      const tenants = [...new Set(batch.map(({ tenantId }) => tenantId))];
      const rows = await this.reader.readMany(tenants, (query) =>
        query<Row>(FIND, [batch.map(({ tenantId }) => tenantId), batch.map(({ caseId }) => caseId)]),
      );
      const found = new Map(rows.map((row) => [Number(row.place) - 1, row]));
      batch.forEach(({ resolve }, place) => {
        const row = found.get(place);
        resolve(row && toFound(row));
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

const toFound = (row: Row): FoundCase => ({
  doc: row.doc,
  version: row.version,
  shopId: row.shop_id,
  merchantId: row.merchant_id,
  anchorId: row.anchor_id,
});
