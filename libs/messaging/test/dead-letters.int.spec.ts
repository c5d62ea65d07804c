import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OrderShipped, topics, type EventOf } from '@cartrail/contracts';
import { newId } from '@cartrail/kernel';
import { causeOf, Consumes, ok, On, park, retry, type AnyChange, type Handling } from '@cartrail/messaging';
import { anOrderShipped, waitUntil, type TestService } from '@cartrail/testing';
import type { Client } from 'pg';
import type { DeadLetters } from '../src/admin/dead-letters.js';
import { openLetters } from './support/letters.js';
import { besidesShipments, hit, hitsOf, namesake, startPlumbing } from './support/things.js';

/** How the handler answers, by parcel number. */
const answers = new Map<string, () => Handling>();

@Consumes(topics.orderEvents, {
  group: 'tracking.orders',
  ignore: besidesShipments,
})
class ShipmentConsumer {
  @On(OrderShipped)
  shipped(event: EventOf<typeof OrderShipped>): AnyChange[] | Handling {
    return answers.get(event.data.number)?.() ?? [hit(event.data.number, { cause: causeOf(event) })];
  }
}

const place = 'tracking.orders';
const by = { actor: 'tester', reason: 'because' };

describe('dead letters', () => {
  let service: TestService;
  let client: Client;
  let letters: DeadLetters;
  let orderId: string;

  beforeAll(async () => {
    service = await startPlumbing({ consumers: [ShipmentConsumer] });
    ({ client, letters } = await openLetters(service.database.url));
  });
  afterAll(async () => {
    await client.end();
    await service.stop();
  });
  beforeEach(() => {
    answers.clear();
    orderId = newId();
  });

  const key = () => `demo01:${orderId}`;
  const shipped = (number: string, of = orderId) => anOrderShipped({ orderId: of, number });
  const parked = async () => (await letters.list()).find((entry) => entry.key === key());

  it('hold an event that can never work, with why, while its key waits in order and other keys flow', async () => {
    answers.set(`${orderId}-bad`, () => park('no such carrier'));
    const other = newId();
    await service.deliver([shipped(`${orderId}-bad`), shipped(`${orderId}-behind`), shipped(other, other)]);
    await service.caughtUp();

    expect(await parked()).toMatchObject({ place, waiting: 2, reason: 'no such carrier', nextAt: null });
    expect(await letters.show({ place, key: key() })).toMatchObject([
      { dead: true, reason: 'no such carrier' },
      { dead: false },
    ]);
    expect(await hitsOf(service, other)).toBe(1);
    expect(await hitsOf(service, `${orderId}-behind`)).toBe(0);
  });

  it('replayed after the cause is mended, apply once and in order, and the key is free again', async () => {
    answers.set(`${orderId}-bad`, () => park('a bug of ours'));
    await service.deliver([shipped(`${orderId}-bad`), shipped(`${orderId}-behind`)]);
    await service.caughtUp();
    answers.clear();

    expect(await letters.replay({ place, key: key() }, by)).toBe(true);
    await waitUntil(async () => ((await parked()) ? 'the key to be free' : undefined));
    expect(await hitsOf(service, `${orderId}-bad`)).toBe(1);
    expect(await hitsOf(service, `${orderId}-behind`)).toBe(1);

    await service.given(shipped(`${orderId}-next`));
    expect(await hitsOf(service, `${orderId}-next`)).toBe(1);
  });

  it('discarded, let what waits behind them go on, and are on record with who and why', async () => {
    answers.set(`${orderId}-bad`, () => park('nonsense'));
    await service.deliver([shipped(`${orderId}-bad`), shipped(`${orderId}-behind`)]);
    await service.caughtUp();

    await expect(letters.discard({ place, key: key() }, { actor: 'tester', reason: ' ' })).rejects.toThrow(
      'reason',
    );
    expect(await letters.discard({ place, key: key() }, by)).toBe(1);
    await waitUntil(async () => ((await parked()) ? 'the key to be free' : undefined));
    expect(await hitsOf(service, `${orderId}-bad`)).toBe(0);
    expect(await hitsOf(service, `${orderId}-behind`)).toBe(1);
    const [audit] = (await letters.audit()).filter((row) => row.key === key());
    expect(audit).toMatchObject({ place, action: 'discard', actor: 'tester', reason: 'because' });
  });

  it('edited, are tried again with the new bytes, and the audit keeps the hashes of both', async () => {
    await service.deliverRaw(topics.orderEvents.name, key(), '{"half":');
    await service.caughtUp();
    expect(await parked()).toMatchObject({ reason: 'undecodable: not JSON' });

    const mended = Buffer.from(JSON.stringify(shipped(`${orderId}-mended`)));
    expect(await letters.editAndRetry({ place, key: key() }, mended, by)).toBe(true);
    await waitUntil(async () => ((await parked()) ? 'the key to be free' : undefined));
    expect(await hitsOf(service, `${orderId}-mended`)).toBe(1);
    const [audit] = (await letters.audit()).filter((row) => row.key === key());
    expect(audit?.reason).toMatch(/^because \(sha256:[0-9a-f]{16} -> sha256:[0-9a-f]{16}\)$/);
  });

  it('of any size and bytes are sent, and block neither the outbox nor the partition', async () => {
    const garbage = Buffer.alloc(600_000, 0xff);
    await service.deliverRaw(topics.orderEvents.name, key(), garbage);
    await service.deliverRaw(
      topics.orderEvents.name,
      `${key()} ${randomBytes(4_000).toString('hex')}`,
      '{"half":',
    );
    const [other, another] = [newId(), newId()];
    await service.deliver([shipped(other, other), shipped(another, another)]);
    await service.caughtUp();

    expect(await hitsOf(service, other)).toBe(1);
    expect(await hitsOf(service, another)).toBe(1);
    const [entry] = await letters.show({ place, key: key() });
    expect(entry?.raw?.equals(garbage)).toBe(true);
  });

  it('whose changes lose every race wait for a person, and other keys are drained', async () => {
    const other = newId();
    const numbers = [`${orderId}-never`, `${orderId}-later`];
    let here = false;
    for (const number of numbers)
      answers.set(number, () => {
        if (!here) return retry('not here yet');
        return ok([number.endsWith('never') ? namesake('the only one') : hit(number)]);
      });
    await service.given(anOrderShipped({ orderId: other, number: numbers[1] ?? '' }));
    await service.given(shipped(numbers[0] ?? ''));
    await client.query(`UPDATE parked_key SET next_at = now() + interval '1 day' WHERE next_at IS NOT NULL`);
    answers.set('the only one', () => ok([hit('the only one')]));
    await service.given(shipped('the only one', newId()));
    here = true;
    await client.query(
      `UPDATE parked_key SET next_at = now() - CASE key WHEN $1 THEN 2 ELSE 1 END * interval '1 second'
        WHERE key = ANY ($2)`,
      [key(), [key(), `demo01:${other}`]],
    );

    await waitUntil(async () =>
      (await hitsOf(service, numbers[1] ?? '')) === 1 ? undefined : 'the other key',
    );
    expect(await parked()).toMatchObject({ nextAt: null, reason: expect.stringContaining('bug: ') });
  });

  it('get every try, also behind an earlier event of their key that was', async () => {
    let first = false;
    answers.set(`${orderId}-first`, () => (first ? ok([hit(`${orderId}-first`)]) : retry('not here yet')));
    answers.set(`${orderId}-second`, () => retry('nor this one'));
    await service.deliver([shipped(`${orderId}-first`), shipped(`${orderId}-second`)]);
    await service.caughtUp();
    first = true;
    await client.query('UPDATE parked_key SET next_at = now(), attempts = 4 WHERE key = $1', [key()]);
    await waitUntil(async () => ((await parked())?.reason === 'nor this one' ? undefined : 'the second'));

    expect((await parked())?.nextAt).not.toBeNull();
    expect((await parked())?.attempts).toBe(0);
  });

  it('that only miss something are tried again by themselves', async () => {
    let here = false;
    answers.set(`${orderId}-early`, () =>
      here ? { kind: 'ok', changes: [hit(`${orderId}-early`)], effects: [] } : retry('not here yet'),
    );
    await service.given(shipped(`${orderId}-early`));
    expect((await parked())?.nextAt).not.toBeNull();
    here = true;
    await waitUntil(async () => ((await parked()) ? 'the key to be free' : undefined));
    expect(await hitsOf(service, `${orderId}-early`)).toBe(1);
  });

  it('are reached by the command line, which refuses to discard without a reason', async () => {
    answers.set(`${orderId}-bad`, () => park('for the tool'));
    await service.given(shipped(`${orderId}-bad`));
    const dlq = (...args: string[]) =>
      spawnSync(process.execPath, ['libs/messaging/dist/admin/dlq-cli.js', ...args], {
        env: { ...process.env, DATABASE_URL: service.database.url },
        encoding: 'utf8',
      });

    expect(dlq('list').stdout).toContain(`key=${key()}  `);
    expect(dlq('discard', place, key()).status).toBe(2);
    expect(dlq('discard', place, key(), '--reason', 'test data').status).toBe(0);
    expect(dlq('discard', place, key(), '--reason', 'test data').status).toBe(1);
    expect(dlq('audit').stdout).toContain('reason=test data');
  });
});
