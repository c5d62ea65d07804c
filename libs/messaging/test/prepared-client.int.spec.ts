import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import { isLostRace } from '@cartrail/messaging';
import { createTestDatabase, type TestDatabase } from '@cartrail/testing';
import { PreparedClient, preparedSessions } from '../src/database/prepared-client.js';

describe('a session that prepares its statements', () => {
  let database: TestDatabase;
  let client: PreparedClient;
  beforeAll(async () => {
    database = await createTestDatabase({ service: 'prepared', migrations: [] });
  });
  afterAll(async () => {
    await database.drop();
  });
  beforeEach(async () => {
    client = new PreparedClient({ connectionString: database.url, options: preparedSessions.options });
    await client.connect();
    await client.query('CREATE TEMP TABLE parcel (number text)');
  });
  afterEach(async () => {
    await client.end();
  });

  const insert = (number: string) => client.query('INSERT INTO parcel VALUES ($1) RETURNING *', [number]);

  it('has a statement read once, however often it runs, and planned every time', async () => {
    for (let run = 0; run < 10; run++) await insert(`SF${run}`);
    const { rows } = await client.query(
      `SELECT generic_plans::int AS kept, custom_plans::int AS made FROM pg_prepared_statements
        WHERE statement LIKE 'INSERT INTO parcel%'`,
    );
    expect(rows).toEqual([{ kept: 0, made: 10 }]);
  });

  it('answers with the new columns after a migration', async () => {
    await insert('SF1');
    await client.query('ALTER TABLE parcel ADD COLUMN carrier text');
    expect((await insert('SF2')).rows).toEqual([{ number: 'SF2', carrier: null }]);
  });

  it('loses a race to a migration in a transaction, and wins it when that runs again', async () => {
    await insert('SF1');
    await client.query('ALTER TABLE parcel ADD COLUMN carrier text');
    await client.query('BEGIN');
    const lost = await insert('SF2').catch((error: unknown) => error);
    expect(isLostRace(lost)).toBe(true);
    await client.query('ROLLBACK');
    await client.query('BEGIN');
    expect((await insert('SF2')).rows).toHaveLength(1);
    await client.query('COMMIT');
  });

  it('tells what is wrong with a statement as it is', async () => {
    await expect(client.query('SELECT $1::int', ['a'])).rejects.toMatchObject({ code: '22P02' });
  });

  describe('in a transaction', () => {
    let watcher: PreparedClient;
    beforeEach(async () => {
      watcher = new PreparedClient({ connectionString: database.url });
      await watcher.connect();
    });
    afterEach(async () => {
      await watcher.end();
    });
    const state = async () => {
      const { rows } = await watcher.query<{ state: string; query: string }>(
        `SELECT state, query FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
      );
      return rows[0];
    };

    it('sends its beginning with its first statement, and answers with what that said', async () => {
      await client.query('START TRANSACTION');
      expect((await state())?.state).toBe('idle');
      expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
      expect(await state()).toEqual({
        state: 'idle in transaction',
        query: 'START TRANSACTION; SELECT 1 AS one',
      });
      await insert('SF1');
      await client.query('ROLLBACK');
      expect((await client.query('SELECT * FROM parcel')).rows).toEqual([]);
    });

    it('begins before a statement with parameters', async () => {
      await client.query('START TRANSACTION');
      await insert('SF1');
      expect((await state())?.state).toBe('idle in transaction');
      await client.query('ROLLBACK');
      expect((await client.query('SELECT * FROM parcel')).rows).toEqual([]);
    });

    it('has nothing to say to the server where it ends before it began', async () => {
      await client.query('START TRANSACTION');
      await client.query('COMMIT');
      await insert('SF1');
      expect((await state())?.state).toBe('idle');
    });
  });
});
