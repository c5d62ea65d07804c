import pg from 'pg';
import { type OutgoingEvent } from '../stack/records.js';
import { evenly } from './evenly.js';

const ROWS = 500;
const INSERT = `
  INSERT INTO bench_outbox (shard, topic, key, headers, payload)
  SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[])`;

/** R: outbox rows, 500 per committed statement, one connection, one in flight, plain array parameters. */
export class InsertLimit {
  private constructor(private readonly client: pg.Client) {}

  static async open(adminUrl: string): Promise<InsertLimit> {
    const client = new pg.Client({ connectionString: adminUrl });
    client.on('error', () => undefined); // a stack that is being stopped
    await client.connect();
    await client.query(`CREATE TABLE bench_outbox (
      id bigint GENERATED ALWAYS AS IDENTITY, shard smallint NOT NULL, topic text NOT NULL, key text NOT NULL,
      headers text NOT NULL, payload text NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (shard, id))`);
    return new InsertLimit(client);
  }

  /**
   * Rows per second over `ms`. The rows are measured events themselves, taken evenly: made-up text of the same length
   * has other characters to escape, and that alone changes the figure by half.
   */
  async measure(topic: string, events: readonly OutgoingEvent[], ms: number): Promise<number> {
    const rows = evenly(events, ROWS);
    const values = [
      rows.map((_, place) => place % 2),
      rows.map(() => topic),
      rows.map(({ key }) => key),
      rows.map(({ headers }) => JSON.stringify(headers)),
      rows.map(({ value }) => value),
    ];
    await this.client.query('TRUNCATE bench_outbox');
    await this.client.query(INSERT, values);
    const start = performance.now();
    let inserted = 0;
    while (performance.now() - start < ms) {
      await this.client.query(INSERT, values);
      inserted += ROWS;
    }
    return (inserted * 1_000) / (performance.now() - start);
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
