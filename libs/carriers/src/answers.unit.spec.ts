import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ask, askForObject, readAnswer, readObject } from './answers.js';
import { CarrierError } from './errors.js';
import { CarrierHttpFailure, type CarrierHttp, type CarrierHttpResponse } from './http.js';

const request = { url: 'http://127.0.0.1/', headers: {}, body: '', timeoutMs: 1 };
const reading = { provider: 'test', acts: false };
const acting = { provider: 'test', acts: true };

const answering = (body: string, of: Partial<CarrierHttpResponse> = {}): CarrierHttp => ({
  post: () => Promise.resolve({ status: 200, headers: {}, body: Buffer.from(body), ...of }),
});
const failing = (cause: Error): CarrierHttp => ({ post: () => Promise.reject(cause) });

const errorOf = async (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('asking a vendor', () => {
  it('takes a body as it came, and an object of it', async () => {
    expect(await ask(answering('<xml/>'), request, acting)).toEqual(Buffer.from('<xml/>'));
    expect(await askForObject(answering('\uFEFF{"a":12345678901234567890}'), request, acting)).toEqual({
      a: '12345678901234567890',
    });
  });

  it.each([
    ['a lost answer', new CarrierHttpFailure('timeout'), acting, 'unknown-outcome', 'no answer in time'],
    ['a lost answer', new CarrierHttpFailure('timeout'), reading, 'retryable', 'no answer in time'],
    ['an answer cut off', new CarrierHttpFailure('connection'), reading, 'retryable', 'connection failed'],
    ['no answer at all', new Error('?'), acting, 'unknown-outcome', 'no answer'],
    ['no answer at all', new Error('?'), reading, 'retryable', 'no answer'],
    [
      'a request that never left',
      new CarrierHttpFailure('connection', undefined, 'no'),
      acting,
      'retryable',
      'connection failed',
    ],
  ])('ends %s by whether the call acts: %s, %j', async (_what, cause, call, kind, message) => {
    const error = await errorOf(ask(failing(cause), request, call));
    expect(error).toBeInstanceOf(CarrierError);
    expect(error).toMatchObject({ kind, message, provider: 'test', cause });
  });

  it('ends a broken side by whether the call acts, and a refused request for good', async () => {
    const broken = answering('', { status: 502 });
    expect(await errorOf(ask(broken, request, acting))).toMatchObject({ kind: 'unknown-outcome' });
    expect(await errorOf(ask(broken, request, reading))).toMatchObject({ kind: 'retryable' });
    const refusing = answering('', { status: 404 });
    expect(await errorOf(ask(refusing, request, acting))).toMatchObject({ kind: 'permanent', code: '404' });
  });

  it('reads a list where one may come, and text behind a byte order mark', () => {
    expect(readAnswer(Buffer.from('\uFEFF[{"no":12345678901234567890}]'), reading)).toEqual([
      { no: '12345678901234567890' },
    ]);
  });

  it.each(['{"name":张三', '张三 13800000000', '[1,张三]'])(
    'quotes nothing of %j in its error',
    async (body) => {
      const read = (): Promise<unknown> => askForObject(answering(body), request, acting);
      const error = await errorOf(read());
      expect(error).toMatchObject({ kind: 'unknown-outcome' });
      expect(error).not.toHaveProperty('cause');
      expect(inspect(error)).not.toContain('张三');
    },
  );

  it.each(['', '{', '[]', 'null', '"text"', '<html>'])('does not read %j as an answer', (body) => {
    expect(() => readObject(Buffer.from(body), acting)).toThrow(
      expect.objectContaining({ kind: 'unknown-outcome', provider: 'test' }),
    );
    expect(() => readObject(Buffer.from(body), reading)).toThrow(
      expect.objectContaining({ kind: 'retryable' }),
    );
  });
});
