import { Client } from 'pg';
import { DeadLetters } from '../../src/admin/dead-letters.js';

/** The dead letters as the command line sees them: a connection of its own, beside the service. */
export async function openLetters(url: string): Promise<{ client: Client; letters: DeadLetters }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const letters = new DeadLetters({
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await client.query(sql, [...parameters])).rows as Row[],
  });
  return { client, letters };
}
