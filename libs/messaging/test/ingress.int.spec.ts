import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  IngressWriter,
  NormalisesIngress,
  type IngressRow,
  type Normalised,
  type Normaliser,
} from '@cartrail/messaging';
import { waitUntil, type TestService } from '@cartrail/testing';
import { newId } from '@cartrail/kernel';
import { DataSource } from 'typeorm';
import { finish } from '../src/ingress/ingress-store.js';
import { causeFor, hit, hitsOf, startPlumbing } from './support/things.js';

let batches: IngressRow[][] = [];
let broken: (row: IngressRow) => Normalised | undefined = () => undefined;

/** Every body is the name of a thing to hit. */
@NormalisesIngress('test')
class TestNormaliser implements Normaliser {
  normalise(rows: readonly IngressRow[]): readonly Normalised[] {
    batches.push([...rows]);
    return rows.map(
      (row) =>
        broken(row) ?? {
          kind: 'ok',
          changes: [hit(row.body, { cause: causeFor(row.tenantId ?? 'demo02') })],
        },
    );
  }
}

const bug = (name: string): Normalised => ({
  kind: 'ok',
  changes: [
    hit(name, {
      decide: () => {
        throw new TypeError('cannot read "张三" of undefined');
      },
    }),
  ],
});

describe('ingress', () => {
  let service: TestService;
  let writer: IngressWriter;
  let run: string;

  beforeAll(async () => {
    service = await startPlumbing({ normalisers: [TestNormaliser] });
    writer = service.app.get(IngressWriter);
  });
  afterAll(() => service.stop());
  afterEach(() => {
    batches = [];
    broken = () => undefined;
  });

  const push = (body: string | Buffer, dedupeKey: string = newId(), tenantId: string | null = 'demo01') =>
    writer.accept({
      provider: 'test',
      connectionId: 'demo01-a',
      tenantId,
      dedupeKey,
      headers: { 'content-type': 'text/plain' },
      body: Buffer.isBuffer(body) ? body : Buffer.from(body),
    });
  const rows = (state: string) =>
    service.app
      .get(DataSource)
      .query<{ body: string; reason: string; attempts: number; tenant_id: string }[]>(
        `SELECT encode(body, 'escape') AS body, reason, attempts, tenant_id FROM ingress WHERE state = $1`,
        [state],
      );
  /** A name nobody else in this database has. */
  const named = (what: string) => `${what} ${(run = newId())}`;

  it('keeps a push once, however often it is sent, and says which was the first', async () => {
    const name = named('repeat');
    const stored = await Promise.all(Array.from({ length: 50 }, () => push(name, name)));
    await service.caughtUp();

    expect(stored.filter(Boolean)).toHaveLength(1);
    expect(await push(name, name)).toBe(false);
    await service.caughtUp();
    expect(await hitsOf(service, name)).toBe(1);
  });

  it('stores a burst in a few statements and handles it in a few batches, in order', async () => {
    const name = named('burst');
    await Promise.all(Array.from({ length: 400 }, (_, at) => push(`${name} ${at % 4}`)));
    await service.caughtUp();

    const ids = batches.flat().map(({ id }) => BigInt(id));
    expect(ids).toEqual([...ids].sort((a, b) => (a < b ? -1 : 1)));
    expect(batches.length).toBeLessThan(20);
    expect(await hitsOf(service, `${name} 0`)).toBe(100);
  });

  it('reads no further than 8 MB at a time, however many large pushes wait', async () => {
    broken = ({ body }) => (body.startsWith('large') ? { kind: 'park', reason: 'large' } : undefined);
    await service.app.get(DataSource).query(
      `INSERT INTO ingress (provider, connection_id, dedupe_key, received_at, headers, body)
       SELECT 'test', 'demo01-a', 'large ' || at, now(), '{}', convert_to(rpad('large ', 1000000, at::text), 'UTF8')
         FROM generate_series(1, 20) AS at`,
    );
    await service.caughtUp();

    expect(batches.flat()).toHaveLength(20);
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(9);
  });

  it('writes no answer over what became of a push meanwhile', async () => {
    const dataSource = service.app.get(DataSource);
    const [row] = await dataSource.query<{ id: string }[]>(
      `INSERT INTO ingress (provider, connection_id, dedupe_key, received_at, headers, body, state)
       VALUES ('test', 'demo01-a', 'discarded', now(), '{}', '', 'discarded') RETURNING id`,
    );
    const answer = { id: row?.id ?? '', state: 'new', reason: null, tenantId: null, afterMs: null } as const;
    await finish(dataSource.manager, [answer]);

    expect(await rows('discarded')).toMatchObject([{ attempts: 0 }]);
  });

  it('parks a push that hits a bug after three tries, without its personal data, and lets its neighbours go', async () => {
    const name = named('neighbour');
    const poison = `poison ${run}`;
    broken = (row) => (row.body === poison ? bug(row.body) : undefined);
    await Promise.all([push(name), push(poison), push(name), push(name)]);
    await service.caughtUp();

    expect(await hitsOf(service, name)).toBe(3);
    const parked = (await rows('parked')).filter(({ body }) => body === poison);
    expect(parked).toMatchObject([{ attempts: 3, reason: 'bug: TypeError: cannot read … of undefined' }]);
  });

  it('finds the one push the database refuses among many', async () => {
    const name = named('many');
    const refused = `refused ${run}`;
    broken = (row) =>
      row.body === refused
        ? {
            kind: 'ok',
            changes: [
              hit(refused, {
                decide: () => ({ kind: 'changed', state: { name: refused, hits: 5_000 }, facts: [] }),
              }),
            ],
          }
        : undefined;
    await Promise.all([...Array.from({ length: 60 }, () => push(name)), push(refused)]);
    await service.caughtUp();

    expect(await hitsOf(service, name)).toBe(60);
    expect((await rows('parked')).filter(({ body }) => body === refused)).toHaveLength(1);
  });

  it('reads bodies that are not UTF-8, and keeps their bytes', async () => {
    const name = named('after');
    const gbk = Buffer.from([0xd5, 0xc5, 0x00, 0xc8, 0xfd]);
    broken = (row) => (row.body.includes('\uFFFD') ? { kind: 'park', reason: 'not UTF-8' } : undefined);
    await Promise.all([push(gbk), push(name)]);
    await service.caughtUp();

    expect(await hitsOf(service, name)).toBe(1);
    const [kept] = await service.app
      .get(DataSource)
      .query<{ body: Buffer }[]>(`SELECT body FROM ingress WHERE reason = 'not UTF-8'`);
    expect(kept?.body.equals(gbk)).toBe(true);
  });

  it('tries a push again later when what it needs is not here yet', async () => {
    const name = named('early');
    let known = false;
    broken = (row) =>
      row.body === name && !known ? { kind: 'retry', reason: 'no such shop yet' } : undefined;
    await push(name);
    await waitUntil(async () =>
      (await rows('new')).some(({ attempts }) => attempts > 0) ? undefined : 'the first try',
    );
    known = true;
    await waitUntil(async () => ((await hitsOf(service, name)) === 1 ? undefined : 'the second try'));
  });

  it('gives a push of an application-level connection its tenant once it is read', async () => {
    const name = named('application');
    await push(name, name, null);
    await service.caughtUp();

    expect((await rows('done')).find(({ body }) => body === name)?.tenant_id).toBe('demo02');
  });

  it('refuses what does not fit in memory with 503 and when to come back, and keeps everything it accepted', async () => {
    const name = named('flood');
    const body = Buffer.alloc(1_000_000, 'x');
    const answers = await Promise.allSettled(
      Array.from({ length: 40 }, (_, at) =>
        writer.accept({
          provider: 'nobody-reads',
          connectionId: name,
          tenantId: 'demo01',
          dedupeKey: String(at),
          headers: {},
          body,
        }),
      ),
    );
    const refused = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [answer.reason as object] : [],
    );
    expect(refused.length).toBeGreaterThan(0);
    for (const reason of refused)
      expect(reason).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    const [kept] = await service.app
      .get(DataSource)
      .query<{ count: number }[]>('SELECT count(*)::int AS count FROM ingress WHERE connection_id = $1', [
        name,
      ]);
    expect(kept?.count).toBe(answers.length - refused.length);
    await service.app.get(DataSource).query('DELETE FROM ingress WHERE connection_id = $1', [name]);
  });

  it('acknowledges nothing when the insert did not end well', async () => {
    const failing = await startPlumbing({ failpoints: 'ingress.after_insert=throw' });
    try {
      const arrival = {
        provider: 'test',
        connectionId: 'demo01-a',
        tenantId: 'demo01',
        dedupeKey: 'once',
        headers: {},
        body: Buffer.from('x'),
      };
      const doomed = failing.app.get(IngressWriter);
      await expect(doomed.accept(arrival)).rejects.toThrow('failpoint');
      // The sender repeats it, and the row that was there all along answers for it.
      expect(await doomed.accept(arrival)).toBe(false);
    } finally {
      await failing.stop();
    }
  });
});
