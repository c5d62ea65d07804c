import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { Running, type Answered } from './running.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
let sim: Running;

beforeEach(async () => {
  sim = await Running.start();
  await sim.call('PUT', '/control/receivers/shop', { secret: `whsec_${KEY}` });
});
afterEach(() => sim.stop());

function webhook(body: string, { at = Date.now(), key = KEY, id = 'evt-1' } = {}): Promise<Answered> {
  const timestamp = String(Math.floor(at / 1000));
  const mac = createHmac('sha256', Buffer.from(key, 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,AAAA v1,${mac}`,
  };
  return sim.raw('/receiver/shop', body, { ...headers, 'content-type': 'application/json' });
}

describe('the webhook receiver', () => {
  it('keeps what it could verify, and knows a repeat', async () => {
    expect((await webhook('{"type":"a"}')).status).toBe(200);
    expect((await webhook('{"type":"a"}')).status).toBe(200);
    const receipts = await sim.ledger('receiver');
    expect(receipts.map((one) => [one['verified'], one['repeat'], one['body']])).toEqual([
      [true, false, '{"type":"a"}'],
      [true, true, '{"type":"a"}'],
    ]);
  });

  it('refuses a wrong key and a stale timestamp with 401', async () => {
    expect((await webhook('{}', { key: Buffer.alloc(32, 8).toString('base64') })).status).toBe(401);
    expect((await webhook('{}', { at: Date.now() - 6 * 60_000 })).status).toBe(401);
    expect((await sim.ledger('receiver')).map((one) => one['verified'])).toEqual([false, false]);
  });

  it.each([
    ['500', 500],
    ['410', 410],
  ])('answers %s when told to', async (behave, status) => {
    await sim.call('PUT', '/control/receivers/shop', { behave });
    expect((await webhook('{}')).status).toBe(status);
  });

  it('cuts the connection when dead, and comes back', async () => {
    await sim.call('PUT', '/control/receivers/shop', { behave: 'dead' });
    await expect(webhook('{}')).rejects.toThrow();
    await sim.call('PUT', '/control/receivers/shop', { behave: 'ok' });
    expect((await webhook('{}')).status).toBe(200);
  });
});

describe('the group robot', () => {
  const say = (body: string): Promise<Answered> =>
    sim.raw('/robot/support', body, { 'content-type': 'application/json' });
  const text = (content: unknown): string => JSON.stringify({ msgtype: 'text', text: { content } });

  it('takes text and markdown', async () => {
    expect((await say(text('包裹异常'))).json).toEqual({ errcode: 0, errmsg: 'ok' });
    expect((await say('{"msgtype":"markdown","markdown":{"content":"**x**"}}')).json['errcode']).toBe(0);
    expect((await sim.ledger('robot')).map((one) => one['content'])).toEqual(['包裹异常', '**x**']);
  });

  it('refuses what is malformed', async () => {
    const codes = await Promise.all(
      ['not json', '{"msgtype":"song"}', text(''), text(5), text('x'.repeat(2_049))].map(
        async (body) => (await say(body)).json['errcode'],
      ),
    );
    expect(codes).toEqual([47001, 40008, 44004, 44004, 40058]);
  });

  it('lets 20 a minute through when limited', async () => {
    await sim.call('PUT', '/control/robots/support', { behave: 'limited' });
    const codes: unknown[] = [];
    for (let at = 0; at < 21; at++) codes.push((await say(text('x'))).json['errcode']);
    expect(codes.filter((code) => code === 0)).toHaveLength(20);
    expect(codes.at(-1)).toBe(45009);
  });
});
