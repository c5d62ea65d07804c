import pg from 'pg';

const ROWS = 500;
const INSERT = `
  INSERT INTO bench_outbox (shard, topic, key, headers, payload)
  SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[])`;

/** R: outbox-like rows, 500 per committed statement, one connection, one in flight, plain array parameters. */
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

  /** Rows per second over `ms`, with payloads of this many bytes. */
  async measure(bytes: number, ms: number): Promise<number> {
    await this.client.query('TRUNCATE bench_outbox');
    const column = <T>(value: (place: number) => T): T[] =>
      Array.from({ length: ROWS }, (_, place) => value(place));
    const headers = JSON.stringify({
      'content-type': 'application/cloudevents+json',
      ce_type: 'cn.cartrail.bench.v1',
      ce_id: 'x'.repeat(36),
    });
    const rows = [
      column((place) => place % 2),
      column(() => 'tracking.waybill.events.v1'),
      column((place) => `bench01:${String(place).padStart(36, '0')}`),
      column(() => headers),
      column((place) => String(place).padStart(8, '0') + '"x'.repeat(bytes / 2).slice(8)),
    ];
    await this.client.query(INSERT, rows);
    const start = performance.now();
    let inserted = 0;
    while (performance.now() - start < ms) {
      await this.client.query(INSERT, rows);
      inserted += ROWS;
    }
    return (inserted * 1_000) / (performance.now() - start);
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
