import { describe, expect, it } from '@jest/globals';
import { RateLimit } from './rate-limit.js';

describe('the limit of requests per key', () => {
  const limited = (perMinute: number) => {
    let now = 0;
    const limit = new RateLimit(perMinute, () => now);
    const pass = (ms: number): void => {
      now += ms;
    };
    return { limit, pass };
  };

  it('lets a minute’s requests through at once, refuses the next, and says when to come back', () => {
    const { limit } = limited(3);
    const left = [1, 2, 3].map(() => limit.take('a').ratelimit);
    expect(left).toEqual(['"default";r=2;t=60', '"default";r=1;t=60', '"default";r=0;t=60']);
    expect(() => limit.take('a')).toThrow(
      expect.objectContaining({
        status: 429,
        more: {
          headers: expect.objectContaining({ 'retry-after': '20', 'ratelimit-policy': '"default";q=3;w=60' }),
        },
      }),
    );
  });

  it('counts each key by itself and fills up with time', () => {
    const { limit, pass } = limited(2);
    limit.take('a');
    limit.take('a');
    expect(limit.take('b').ratelimit).toContain('r=1');
    pass(30_000);
    expect(limit.take('a').ratelimit).toContain('r=0');
    expect(() => limit.take('a')).toThrow('Too many requests');
    pass(600_000);
    expect(limit.take('a').ratelimit).toContain('r=1');
  });

  it('keeps no buckets of keys that went away, and never forgets a drained one early', () => {
    const { limit, pass } = limited(1);
    limit.take('drained');
    for (let key = 0; key < 100; key++) limit.take(`key ${key}`);
    expect(() => limit.take('drained')).toThrow('Too many requests');
    expect(limit.size).toBe(101);
    pass(60_000);
    limit.take('new');
    expect(limit.size).toBe(1);
  });
});
