import { describe, expect, it } from '@jest/globals';
import { alertText } from './robot-text.js';
import { webhookBody } from './webhook-body.js';

describe("a webhook's body", () => {
  const event = {
    type: 't',
    time: '2026-11-23T02:00:00.000Z',
    sequence: '00000000000000000007',
    data: { number: 'YT1' },
  };

  it('has type, timestamp, data and the sequence to sort by', () => {
    expect(JSON.parse(webhookBody(event))).toEqual({
      type: 't',
      timestamp: event.time,
      sequence: event.sequence,
      data: { number: 'YT1' },
    });
  });

  it('is never larger than 20 kB: what is too large is cut to its plain fields, and says so', () => {
    const history = Array.from({ length: 400 }, () => ({ text: '【广州转运中心】已到达，下一站深圳' }));
    const body = webhookBody({ ...event, data: { number: 'YT1', history, long: 'x'.repeat(30_000) } });
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(20_000);
    expect(JSON.parse(body)).toMatchObject({ truncated: true, data: { number: 'YT1' } });
  });
});

describe("a robot's text", () => {
  const news = {
    detector: 'NOT_PICKED',
    severity: 'high',
    number: 'YT1',
    carrier: 'YTO',
    since: Date.UTC(2026, 10, 20, 20),
    thresholdHours: 48,
    orderIds: ['o-1', 'o-2', 'o-3', 'o-4', 'o-5', 'o-6'],
  };

  it('names the parcel, since when in Shanghai, and a handful of orders', () => {
    const text = alertText(news);
    expect(text).toContain('未揽收');
    expect(text).toContain('YTO YT1');
    expect(text).toContain('2026-11-21 04:00:00');
    expect(text).toContain('等 6 单');
    expect(text).not.toContain('o-6');
  });

  it('speaks of no parcel and no orders where the alert has none', () => {
    const account = {
      ...news,
      detector: 'CREDENTIALS_REFUSED',
      number: undefined,
      orderIds: [],
      thresholdHours: 0,
    };
    const text = alertText(account);
    expect(text).toContain('密钥被拒绝');
    expect(text).not.toMatch(/运单|订单/);
  });

  it('names a detector it has no words for', () => {
    expect(alertText({ ...news, detector: 'NEW_ONE' })).toContain('NEW_ONE');
  });
});
