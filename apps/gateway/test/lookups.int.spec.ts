import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { Reader, withTenants, type Query } from '@cartrail/messaging';
import { createTestDatabase, TENANT, type TestDatabase } from '@cartrail/testing';
import { DataSource, type EntityManager } from 'typeorm';
import { emptyCase, type CaseDocument } from '../src/domain/case-document.js';
import { CaseReader } from '../src/outbound/postgres/case-reader.js';
import { CaseStore } from '../src/outbound/postgres/case.store.js';
import { migrations } from '../src/outbound/postgres/migrations/index.js';

const BATCH = 500;
const CASES = 8 * BATCH;

const aCase = (place: number) => {
  const id = newId();
  const parcel = { number: `YT${place}`, carrier: 'YTO', timeline: [], corrections: [] };
  const found = { returnId: newId(), pickups: [], signOffs: [] };
  const state = { ...emptyCase(TENANT, id), version: 1, updatedAt: '2026-11-20T00:00:00.000Z' };
  const facts = [{ type: 'x', version: 1, at: state.updatedAt }];
  const known = { ...state, parcels: [parcel], returns: [found] };
  return {
    tenantId: TENANT,
    id,
    sequence: 1,
    created: true,
    before: undefined as CaseDocument | undefined,
    state: known,
    facts,
  };
};

/** Asks the database how it would answer, instead of what. */
class ExplainingReader extends Reader {
  readonly plans: string[] = [];

  override read<T>(tenantId: string, work: (query: Query) => Promise<T>): Promise<T> {
    return super.read(tenantId, (query) =>
      work(async (sql, parameters) => {
        this.plans.push(JSON.stringify(await query(`EXPLAIN (FORMAT JSON) ${sql}`, parameters)));
        return [];
      }),
    );
  }
}

describe('a look-up among many cases', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  const cases = Array.from({ length: CASES }, (_, place) => aCase(place));
  const store = new CaseStore();
  const [first] = cases;

  const connect = (url: string) => new DataSource({ type: 'postgres', url }).initialize();
  const save = (rows: typeof cases) => withTenants(dataSource, [TENANT], (tx) => store.save(tx, rows));

  beforeAll(async () => {
    database = await createTestDatabase({ service: 'gateway', migrations });
    dataSource = await connect(database.url);
    for (let at = 0; at < CASES; at += BATCH) await save(cases.slice(at, at + BATCH));
    const owner = await connect(database.ownerUrl);
    await owner.query('ANALYZE');
    await owner.destroy();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it.each([
    ['return', (reader: CaseReader) => reader.findByReturn(TENANT, first?.state.returns[0]?.returnId ?? '')],
    ['returns', (reader: CaseReader) => reader.seenReturns(TENANT, {}, [newId(), newId()])],
    ['number', (reader: CaseReader) => reader.list(TENANT, {}, { number: 'YT7', limit: 50 })],
    ['return in a list', (reader: CaseReader) => reader.list(TENANT, {}, { returnId: newId(), limit: 50 })],
  ])('by %s reads an index as the service’s own role, never the whole tenant', async (_by, ask) => {
    const explaining = new ExplainingReader(dataSource);
    await ask(new CaseReader(explaining));
    const [plan = ''] = explaining.plans;
    expect(plan).not.toContain('Seq Scan');
    expect(plan).toMatch(/"Index Cond":"[^"]*(return_id|number) =/);
  });

  it('finds a case by what it has, and only by that', async () => {
    const reader = new CaseReader(new Reader(dataSource));
    const [one, other] = cases;
    const [returnId, otherReturn] = [one, other].map((given) => given?.state.returns[0]?.returnId ?? '');
    const idsBy = async (filter: object) =>
      (await reader.list(TENANT, {}, { limit: 50, ...filter })).map(({ case_id }) => case_id);
    expect((await reader.findByReturn(TENANT, returnId ?? ''))?.doc).toContain(one?.id);
    expect(await reader.findByReturn(TENANT, newId())).toBeUndefined();
    expect(await idsBy({ returnId })).toEqual([one?.id]);
    expect(await idsBy({ number: 'YT0' })).toEqual([one?.id]);
    expect(await idsBy({ number: 'YT0', returnId: otherReturn })).toEqual([]);
    expect(await reader.seenReturns(TENANT, {}, [returnId ?? '', newId()])).toEqual(new Set([returnId]));
    expect(await reader.seenReturns(TENANT, { shopIds: [newId()] }, [returnId ?? ''])).toEqual(new Set());
  });

  it('is paid for by a change that brings something new, with one statement for a whole batch', async () => {
    const statementsOf = async (rows: typeof cases): Promise<number> => {
      let asked = 0;
      await withTenants(dataSource, [TENANT], async (tx) => {
        const query = (sql: string, parameters?: unknown[]): Promise<unknown> => {
          asked += 1;
          return tx.query(sql, parameters);
        };
        await store.save({ query } as unknown as EntityManager, rows);
      });
      return asked;
    };
    const more = Array.from({ length: BATCH }, (_, place) => aCase(CASES + place));
    const again = more.map((row) => ({ ...row, created: false, before: row.state }));
    const [alone = aCase(-1)] = more;
    expect([await statementsOf([alone]), await statementsOf(more.slice(1))]).toEqual([3, 3]);
    expect(await statementsOf(again)).toBe(2);
  });
});
