import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@cartrail/testing';
import fc from 'fast-check';
import { Client } from 'pg';
import { byteaArray, textArray } from '../src/database/binary-array.js';

describe('array parameters in binary form', () => {
  let database: TestDatabase;
  let client: Client;
  beforeAll(async () => {
    database = await createTestDatabase({ service: 'arrays', migrations: [] });
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('arrive at the server as they were given, nulls, quotes and foreign scripts included', async () => {
    const text = fc.string({ unit: 'binary' }).filter((given) => !given.includes('\0'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(fc.oneof(text, fc.constant('张*"{},\\'))), { maxLength: 20 }),
        fc.array(fc.uint8Array(), { maxLength: 20 }),
        async (texts, bytes) => {
          const buffers = bytes.map((given) => Buffer.from(given));
          const { rows } = await client.query<{ texts: unknown; bytes: unknown }>(
            'SELECT $1::text[] AS texts, $2::bytea[] AS bytes',
            [textArray(texts), byteaArray(buffers)],
          );
          expect(rows[0]?.texts).toEqual(texts);
          expect(rows[0]?.bytes).toEqual(buffers);
        },
      ),
      { numRuns: 50 },
    );
  });
});
