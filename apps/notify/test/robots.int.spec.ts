import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAlertCleared, anAlertRaised, aTenantOpened, waitUntil, type TestService } from '@cartrail/testing';
import { FakeReceiver } from './fake-receiver.js';
import { ask, startNotify } from './notify-service.js';

describe("a support group's robot", () => {
  let receiver: FakeReceiver;
  let service: TestService;
  const arrived = (path: string, count: number): Promise<void> =>
    waitUntil(() =>
      Promise.resolve(receiver.at(path).length >= count ? undefined : `fewer than ${count} at ${path}`),
    );

  beforeAll(async () => {
    receiver = await FakeReceiver.start();
    service = await startNotify();
    await service.given(aTenantOpened());
  });
  afterAll(async () => {
    await service.stop();
    receiver.stop();
  });

  it('hears of an alert once, and not of its end', async () => {
    const url = receiver.url('/robot/a?key=693a91f6-secret');
    receiver.behaviours.set('/robot/a?key=693a91f6-secret', () => ({
      status: 200,
      body: '{"errcode":0,"errmsg":"ok"}',
    }));
    const opened = await ask(service, { method: 'POST', path: '/robots', body: { kind: 'wecom', url } });
    expect(opened.status).toBe(201);
    expect(opened.text).not.toContain('693a91f6');
    const { robotId } = opened.body as { robotId: string };

    await service.deliver(anAlertRaised({ number: 'YT42' }), { times: 2 });
    await service.given(anAlertCleared());
    await arrived('/robot/a?key=693a91f6-secret', 1);

    const [message] = receiver.at('/robot/a?key=693a91f6-secret');
    expect(JSON.parse(message?.body ?? '')).toMatchObject({
      msgtype: 'markdown',
      markdown: { content: expect.stringContaining('YT42') },
    });
    expect(receiver.at('/robot/a?key=693a91f6-secret')).toHaveLength(1);
    const path = `/robots/${robotId}/attempts`;
    await waitUntil(async () => {
      const attempts = (await ask(service, { method: 'GET', path })).body as { data: { result: string }[] };
      return attempts.data[0]?.result === 'succeeded' ? undefined : 'no attempt recorded';
    });
    expect((await ask(service, { method: 'DELETE', path: `/robots/${robotId}` })).status).toBe(204);
  });

  it('is slowed down, not given up, when it has had its twenty messages a minute', async () => {
    const body = '{"errcode":45009,"errmsg":"api freq out of limit"}';
    receiver.behaviours.set('/robot/b', () => ({ status: 200, body }));
    const opened = await ask(service, {
      method: 'POST',
      path: '/robots',
      body: { kind: 'wecom', url: receiver.url('/robot/b') },
    });
    const { robotId } = opened.body as { robotId: string };
    await service.given(anAlertRaised());
    await waitUntil(async () => {
      const answer = await ask(service, { method: 'GET', path: `/robots/${robotId}/attempts` });
      const [last] = (answer.body as { data: { result: string; error: string; deliveryState: string }[] })
        .data;
      return last?.result === 'throttled' && last.deliveryState === 'waiting'
        ? undefined
        : 'not throttled yet';
    });
  });
});
