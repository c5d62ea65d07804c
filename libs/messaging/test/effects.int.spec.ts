import { afterEach, describe, expect, it } from '@jest/globals';
import {
  ChangeShell,
  done,
  EventBus,
  HandlesEffect,
  retryLater,
  withTenants,
  type AnyChange,
  type ClaimedEffect,
  type EffectResult,
} from '@cartrail/messaging';
import { waitUntil, type TestService } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { hit, hitsOf, namesake, startPlumbing } from './support/things.js';

/** The provider outside: it remembers every call, and answers as the test says. */
let calls: ClaimedEffect<{ name: string }>[] = [];
let answer: (effect: ClaimedEffect<{ name: string }>) => Promise<EffectResult>;

@HandlesEffect('test.call', { concurrency: 4, timeoutMs: 500 })
class CallOutside {
  execute(effect: ClaimedEffect<{ name: string }>): Promise<EffectResult> {
    calls.push(effect);
    return answer(effect);
  }

  gaveUp(effect: ClaimedEffect<{ name: string }>): AnyChange[] {
    return [hit(`gave up ${effect.request.name}`, { cause: effect.cause })];
  }
}

let service: TestService;
const start = async (failpoints = '') => {
  calls = [];
  answer = ({ request, cause }) =>
    Promise.resolve(done({ ok: true }, [hit(`${request.name} answered`, { cause })]));
  service = await startPlumbing({ effects: [CallOutside], failpoints });
};
afterEach(() => service.stop());

const ask = (name: string, key = name) => {
  const dataSource = service.app.get(DataSource);
  const effect = { kind: 'test.call', tenantId: 'demo01', idempotencyKey: key, request: { name } };
  return withTenants(dataSource, ['demo01'], (tx) =>
    service.app.get(ChangeShell).apply(tx, ['demo01'], [hit(name, { effects: () => [effect] })]),
  ).then(() => {
    service.app.get(EventBus).written();
  });
};

const rows = () =>
  service.app
    .get(DataSource)
    .query<{ state: string; attempts: number; response: string | null; wait: number }[]>(
      `SELECT state, attempts, response, extract(epoch FROM next_at - now())::float AS wait FROM effect`,
    );

describe('effects', () => {
  it('are called once however often they are asked for under one key, and their answer changes state', async () => {
    await start();
    await ask('subscribe', 'key-1');
    await service.caughtUp();
    await ask('subscribe', 'key-1');
    await service.caughtUp();

    expect(calls.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['key-1']);
    expect(await hitsOf(service, 'subscribe answered')).toBe(1);
    expect(await rows()).toMatchObject([{ state: 'done', attempts: 1, response: '{"ok":true}' }]);
  });

  it('carry the cause of the change that asked for them into the changes they lead to', async () => {
    await start();
    await ask('traced');
    await service.caughtUp();

    const [asked, answered] = service.published('OrderClosed');
    expect(answered?.correlationid).toBe(asked?.correlationid);
  });

  it('are called again with the same key when the process dies between the call and its record', async () => {
    await start('effect.after_call=throw');
    await ask('crash');
    await waitUntil(() => (calls.length === 1 ? undefined : 'the first call'));
    // The lease of the dead process, over.
    await waitUntil(async () => {
      await service.app.get(DataSource).query('UPDATE effect SET leased_until = now()');
      return calls.length === 2 ? undefined : 'the second call';
    });
    await service.caughtUp();

    expect(new Set(calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(await hitsOf(service, 'crash answered')).toBe(1);
  });

  it('whose lease was lost write nothing: the later attempt decides', async () => {
    await start();
    let finishFirst: () => void = () => undefined;
    answer = async ({ attempt, request, cause }) => {
      if (attempt === 1) await new Promise<void>((resolve) => (finishFirst = resolve));
      return done({ attempt }, [hit(`${request.name} answered`, { cause })]);
    };
    await ask('slow');
    await waitUntil(() => (calls.length === 1 ? undefined : 'the first call'));
    await service.app.get(DataSource).query('UPDATE effect SET leased_until = now()');
    await waitUntil(async () => ((await rows())[0]?.state === 'done' ? undefined : 'the second attempt'));
    finishFirst();
    await service.caughtUp();

    expect(await hitsOf(service, 'slow answered')).toBe(1);
    expect(await rows()).toMatchObject([{ response: '{"attempt":2}' }]);
  });

  it('wait longer after every refusal, and after the last one say what giving up means', async () => {
    await start();
    answer = () => Promise.resolve(retryLater('throttled'));
    await ask('throttled');
    for (const seconds of [1, 10, 60, 600, 3_600]) {
      const attempt = [1, 10, 60, 600, 3_600].indexOf(seconds) + 1;
      await waitUntil(async () => {
        const [row] = await rows();
        return row?.attempts === attempt && row.response ? undefined : `attempt ${attempt}`;
      });
      await waitUntil(async () => (((await rows())[0]?.wait ?? 0) > seconds * 0.5 ? undefined : 'the wait'));
      expect((await rows())[0]?.wait).toBeLessThanOrEqual(seconds);
      await service.app.get(DataSource).query('UPDATE effect SET next_at = now(), response = NULL');
    }
    await service.caughtUp();

    expect(await rows()).toMatchObject([{ state: 'failed', attempts: 6 }]);
    expect(await hitsOf(service, 'gave up throttled')).toBe(1);
  });

  it('that hang are timed out, and never hold up the others', async () => {
    await start();
    answer = ({ request }) =>
      request.name === 'hangs' ? new Promise(() => undefined) : Promise.resolve(done({ ok: true }));
    await ask('hangs');
    await ask('quick');
    await waitUntil(async () =>
      (await rows()).some(({ state }) => state === 'done') ? undefined : 'the quick one',
    );
    await waitUntil(async () =>
      (await rows()).some(({ response }) => response?.includes('timed out')) ? undefined : 'the time-out',
    );
  });

  it('that time out go on, also when a handler with a schedule of its own is past the general one', async () => {
    await start();
    answer = ({ attempt }) =>
      attempt === 1 ? Promise.resolve(retryLater('mine', 3_600_000)) : new Promise(() => undefined);
    await ask('patient');
    await waitUntil(async () => ((await rows())[0]?.response ? undefined : 'the first attempt'));
    await service.app.get(DataSource).query('UPDATE effect SET next_at = now(), attempts = 5');
    await waitUntil(async () =>
      (await rows())[0]?.response?.includes('timed out') ? undefined : 'the time-out',
    );

    expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 6 }]);
    expect((await rows())[0]?.wait).toBeGreaterThan(60);
    expect(await hitsOf(service, 'gave up patient')).toBe(0);
  });

  it('whose changes are a bug fail alone: the neighbours of their batch are recorded', async () => {
    await start();
    answer = ({ request, cause }) =>
      Promise.resolve(
        done({ ok: true }, [
          hit(`${request.name} answered`, {
            cause,
            ...(request.name === 'bad'
              ? {
                  decide: () => {
                    throw new Error('a bug');
                  },
                }
              : {}),
          }),
        ]),
      );
    await Promise.all(['good', 'bad', 'fine'].map((name) => ask(name)));
    await service.caughtUp();

    const states = (await rows()).map(({ state }) => state).sort();
    expect(states).toEqual(['done', 'done', 'failed']);
    expect(await hitsOf(service, 'good answered')).toBe(1);
    expect(await hitsOf(service, 'fine answered')).toBe(1);
  });

  it('whose changes lose every race fail alone, instead of stopping all others', async () => {
    await start();
    await ask('taken');
    await service.caughtUp();
    answer = ({ request, cause }) =>
      Promise.resolve(
        done({}, [request.name === 'never' ? namesake('taken', cause) : hit('next', { cause })]),
      );
    await ask('never');
    await ask('next');
    await service.caughtUp();

    expect((await rows()).map(({ state }) => state).sort()).toEqual(['done', 'done', 'failed']);
    expect(await hitsOf(service, 'next')).toBe(2);
  });
});
