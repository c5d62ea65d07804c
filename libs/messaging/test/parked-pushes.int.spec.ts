import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import {
  IngressWriter,
  NormalisesIngress,
  Reader,
  type IngressRow,
  type Normalised,
  type Normaliser,
} from '@cartrail/messaging';
import type { TestService } from '@cartrail/testing';
import type { Client } from 'pg';
import type { DeadLetters } from '../src/admin/dead-letters.js';
import { openLetters } from './support/letters.js';
import { hit, hitsOf, startPlumbing } from './support/things.js';

/** What cannot be read yet: a word of a body, or all of it. */
const unreadable = new Set<string>();
const GBK = Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]);

/** Every body is a list of names to hit. */
@NormalisesIngress('listed')
class ListNormaliser implements Normaliser {
  normalise(rows: readonly IngressRow[]): readonly Normalised[] {
    return rows.map(({ body }) => {
      if (unreadable.has(body) || body.includes('\uFFFD')) return { kind: 'park', reason: 'no list' };
      const names = body.split(',');
      const changes = names.filter((name) => !unreadable.has(name)).map((name) => hit(name));
      const left = names.length > changes.length ? `${names.length - changes.length} names` : undefined;
      return { kind: 'ok', changes, left };
    });
  }
}

const place = 'ingress.listed';
const by = { actor: 'tester', reason: 'because' };

describe('parked pushes', () => {
  let service: TestService;
  let client: Client;
  let letters: DeadLetters;
  let run: string;

  beforeAll(async () => {
    service = await startPlumbing({ normalisers: [ListNormaliser] });
    ({ client, letters } = await openLetters(service.database.url));
  });
  afterAll(async () => {
    await client.end();
    await service.stop();
  });
  beforeEach(async () => {
    unreadable.clear();
    run = newId();
    await client.query('DELETE FROM ingress');
  });

  const push = async (...bodies: readonly (string | Buffer)[]): Promise<void> => {
    const writer = service.app.get(IngressWriter);
    const common = { provider: 'listed', connectionId: 'demo01-a', tenantId: 'demo01', headers: {} };
    await Promise.all(
      bodies.map((body) => writer.accept({ ...common, dedupeKey: newId(), body: Buffer.from(body) })),
    );
    await service.caughtUp();
  };
  const parked = async (): Promise<string> => {
    const [push, ...others] = await letters.list();
    expect(others).toEqual([]);
    return push?.key ?? 'nothing is parked';
  };
  const hits = (...names: readonly string[]): Promise<number[]> =>
    Promise.all(names.map((name) => hitsOf(service, name)));
  const dlq = (...args: string[]) =>
    spawnSync(process.execPath, ['libs/messaging/dist/admin/dlq-cli.js', ...args], {
      env: { ...process.env, DATABASE_URL: service.database.url },
      encoding: 'utf8',
    });

  it('are listed and shown with why and their bytes, and their neighbours go on', async () => {
    const [bad, good] = [`${run} bad`, `${run} good`];
    unreadable.add(bad);
    await push(bad, good);

    const key = await parked();
    expect(await letters.list()).toMatchObject([
      { place, key, waiting: 1, attempts: 1, nextAt: null, reason: 'no list', since: expect.any(Date) },
    ]);
    expect(await letters.show({ place, key })).toEqual([
      { source: key, eventId: null, reason: 'no list', dead: true, raw: Buffer.from(bad) },
    ]);
    expect(await hits(bad, good)).toEqual([0, 1]);
  });

  it('of which a part was read have that part applied in the same transaction, and hold up nobody', async () => {
    const [read, left, behind] = [`${run} read`, `${run} left`, `${run} behind`];
    unreadable.add(left);
    await push(`${read},${left}`, behind, `${read} again`);

    const key = await parked();
    expect(await letters.list()).toMatchObject([{ place, key, reason: 'left: 1 names', nextAt: null }]);
    expect(await hits(read, left, behind, `${read} again`)).toEqual([1, 0, 1, 1]);
    const row = await client.query<{ by: string }>('SELECT xmin::text AS by FROM ingress WHERE id = $1', [
      key,
    ]);
    const things = await service.app
      .get(Reader)
      .readMany(['demo01'], (query) => query('SELECT xmin::text AS by FROM thing WHERE name = $1', [read]));
    expect(things).toEqual(row.rows);
  });

  it('replayed after the cause is mended, are applied whole and are gone', async () => {
    const [read, left] = [`${run} read`, `${run} left`];
    unreadable.add(left);
    await push(`${read},${left}`);
    const key = await parked();
    unreadable.clear();

    expect(await letters.replay({ place, key }, by)).toBe(true);
    await service.caughtUp();
    expect(await letters.list()).toEqual([]);
    // This handler's changes count every time they are told; a carrier's know their repeats.
    expect(await hits(read, left)).toEqual([2, 1]);
    const { rows } = await client.query('SELECT state, reason FROM ingress WHERE id = $1', [key]);
    expect(rows).toEqual([{ state: 'done', reason: null }]);
    expect(await letters.replay({ place, key }, by)).toBe(false);
  });

  it('replayed before it is mended, wait again', async () => {
    unreadable.add(`${run} bad`);
    await push(`${run} bad`);
    const key = await parked();
    await letters.replay({ place, key }, by);
    await service.caughtUp();
    expect(await letters.list()).toMatchObject([{ key, attempts: 1, reason: 'no list' }]);
  });

  it('edited, are read with the new bytes, and the audit keeps the hashes of both', async () => {
    unreadable.add(`${run} bad`);
    await push(`${run} bad`);
    const key = await parked();

    expect(await letters.editAndRetry({ place, key }, Buffer.from(`${run} mended`), by)).toBe(true);
    await service.caughtUp();
    expect(await letters.list()).toEqual([]);
    expect(await hits(`${run} bad`, `${run} mended`)).toEqual([0, 1]);
    const [audit] = (await letters.audit()).filter((row) => row.key === key);
    expect(audit).toMatchObject({ place, action: 'edit', actor: 'tester' });
    expect(audit?.reason).toMatch(/^because \(sha256:[0-9a-f]{16} -> sha256:[0-9a-f]{16}\)$/);
  });

  it('discarded, are not read and not listed again', async () => {
    unreadable.add(`${run} bad`);
    await push(`${run} bad`);
    const key = await parked();

    expect(await letters.discard({ place, key }, by)).toBe(1);
    expect(await letters.list()).toEqual([]);
    expect(await letters.replay({ place, key }, by)).toBe(false);
    const { rows } = await client.query('SELECT state FROM ingress WHERE id = $1', [key]);
    expect(rows).toEqual([{ state: 'discarded' }]);
  });

  it('of any bytes are printed whole by the command line, which writes down who looked', async () => {
    await push(GBK);
    const key = await parked();

    const { stdout } = dlq('show', place, key, '--raw', '--json', '--actor', 'onlooker');
    const line = JSON.parse(stdout) as { encoding: string; raw: string };
    expect(line.encoding).toBe('base64');
    expect(Buffer.from(line.raw, 'base64')).toEqual(GBK);
    const [audit] = (await letters.audit()).filter((row) => row.key === key);
    expect(audit).toMatchObject({ place, action: 'reveal', actor: 'onlooker' });
  });
});
