import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { Commands, Timers, type Answer, type Command } from '@cartrail/messaging';
import type { TestService } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { causeFor, hit, hitsOf, startPlumbing } from './support/things.js';

describe('commands with an Idempotency-Key', () => {
  let service: TestService;
  let commands: Commands;

  beforeAll(async () => {
    service = await startPlumbing({});
    commands = service.app.get(Commands);
  });
  afterAll(() => service.stop());

  const execute = (name: string, given: Partial<Command> & { tenantId?: string } = {}): Promise<Answer> =>
    commands.execute({
      cause: causeFor(given.tenantId ?? 'demo01'),
      route: 'POST /things',
      idempotencyKey: name,
      fingerprint: name,
      changes: [hit(name, { tenantId: given.tenantId ?? 'demo01' })],
      answer: ([outcomes]) => ({ status: 201, body: { id: outcomes?.[0]?.id } }),
      ...given,
    });

  it('act once: the second request gets the first answer, marked as replayed', async () => {
    const name = newId();
    const first = await execute(name);
    const second = await execute(name);

    expect(second).toEqual({ ...first, replayed: true });
    expect(await hitsOf(service, name)).toBe(1);
  });

  it('never act twice when the same request arrives many times at once', async () => {
    const name = newId();
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => execute(name)));

    for (const answer of answers) {
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ status: 409, headers: { 'retry-after': '1' } });
      else expect(answer.value.status).toBe(201);
    }
    expect(await hitsOf(service, name)).toBe(1);
  });

  it('refuse the same key for another request', async () => {
    const name = newId();
    await execute(name);
    await expect(execute(name, { fingerprint: 'another' })).rejects.toMatchObject({ status: 422 });
  });

  it('keep the keys of tenants and routes apart', async () => {
    const name = newId();
    await execute(name);
    expect((await execute(name, { tenantId: 'demo02' })).replayed).toBeUndefined();
    expect((await execute(name, { route: 'PUT /things' })).replayed).toBeUndefined();
  });

  it('remember a refusal like any other answer', async () => {
    const name = newId();
    const refusing: Partial<Command> = {
      changes: [hit(name, { decide: () => ({ kind: 'refused', code: 'thing/closed', detail: {} }) })],
      answer: ([outcomes]) => ({ status: outcomes?.[0]?.kind === 'refused' ? 409 : 200, body: null }),
    };
    expect((await execute(name, refusing)).status).toBe(409);
    expect(await execute(name)).toMatchObject({ status: 409, replayed: true });
    expect(await hitsOf(service, name)).toBe(0);
  });

  it('take everything back when the answer is a server error, so that a retry acts', async () => {
    const name = newId();
    expect((await execute(name, { answer: () => ({ status: 503, body: null }) })).status).toBe(503);
    expect(await hitsOf(service, name)).toBe(0);
    expect((await execute(name)).status).toBe(201);
    expect(await hitsOf(service, name)).toBe(1);
  });

  it('leave neither state, event nor key behind when the process dies before the commit', async () => {
    const dying = await startPlumbing({ failpoints: 'publish.before_commit=throw' });
    try {
      const command = {
        cause: causeFor('demo01'),
        route: 'POST /things',
        idempotencyKey: 'key',
        fingerprint: 'f',
        changes: [hit('dying')],
        answer: () => ({ status: 201, body: null }),
      };
      await expect(dying.app.get(Commands).execute(command)).rejects.toThrow('failpoint');
      await dying.caughtUp();
      expect(await hitsOf(dying, 'dying')).toBe(0);
      expect(dying.published('OrderClosed')).toHaveLength(0);

      const again = { ...command, changes: [hit('dying')] };
      expect((await dying.app.get(Commands).execute(again)).replayed).toBeUndefined();
      await dying.caughtUp();
      expect(dying.published('OrderClosed')).toHaveLength(1);
    } finally {
      await dying.stop();
    }
  });

  it('are forgotten after 72 hours', async () => {
    const name = newId();
    await execute(name);
    await service.app
      .get(DataSource)
      .query(`UPDATE idempotency SET created_at = now() - interval '73 hours' WHERE key = $1`, [name]);
    await service.app.get(Timers).runNow('retention');
    expect((await execute(name)).replayed).toBeUndefined();
  });

  it('publish what they changed, once', async () => {
    const name = newId();
    const answer = await execute(name);
    await service.caughtUp();
    const { id } = answer.body as { id: string };
    expect(service.published('OrderClosed', id)).toHaveLength(1);
  });
});
