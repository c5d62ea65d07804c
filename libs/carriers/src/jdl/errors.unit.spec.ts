import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CarrierError } from '../errors.js';
import { dataOf } from './errors.js';

type Answer = Readonly<Record<string, unknown>>;

const fixture = (name: string): Answer =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as Answer;

function errorOf(answer: Answer, acts = false): CarrierError {
  try {
    dataOf(answer, acts);
  } catch (error) {
    if (error instanceof CarrierError) return error;
  }
  throw new Error('expected a CarrierError');
}

const kinds = (answer: Answer): string[] => [false, true].map((acts) => errorOf(answer, acts).kind);

const yes = { code: 0, success: true, msg: '成功', data: { a: 1 } };
const envelopes: readonly (readonly [string, (content: Answer) => Answer])[] = [
  ['bare', (content) => content],
  ['in an envelope', (content) => ({ response: { code: 0, content } })],
  ['in an envelope as text', (content) => ({ response: { code: 0, content: JSON.stringify(content) } })],
  ['in half an envelope', (content) => ({ response: content })],
];

describe.each(envelopes)('an answer of JDL, %s,', (_where, wrap) => {
  it('is its data where it says yes', () => {
    expect(dataOf(wrap(yes), false)).toEqual({ a: 1 });
    expect(dataOf(wrap({ ...yes, code: '0', success: 'true' }), true)).toEqual({ a: 1 });
    expect(dataOf(wrap({ ...yes, data: null }), false)).toBe(null);
  });

  it('is a refusal where it says no, in the finer of its words', () => {
    const no = { code: 1001, success: false, msg: '失败', subCode: '1_0002', subMsg: '运单号格式错误' };
    expect(errorOf(wrap(no))).toMatchObject({ kind: 'permanent', code: '1_0002', message: '运单号格式错误' });
    expect(errorOf(wrap({ ...no, subCode: null, subMsg: '' }))).toMatchObject({
      code: '1001',
      message: '失败',
    });
  });

  it.each([{ success: true }, { ...yes, code: 1 }, { ...yes, success: false }, { code: 0 }, {}])(
    'is none where its parts do not agree: %j',
    (content) => {
      expect(kinds(wrap(content))).toEqual(['retryable', 'unknown-outcome']);
    },
  );
});

describe('what JDL refuses', () => {
  it.each([
    ['请求过于频繁', 'throttled', 'throttled'],
    ['接口被限流', 'throttled', 'throttled'],
    ['客户编码与应用的授权关系不存在', 'credentials', 'credentials'],
    ['Invalid Signature', 'credentials', 'credentials'],
    ['时间戳参数已过期', 'retryable', 'retryable'],
    ['系统繁忙，请稍后再试', 'retryable', 'unknown-outcome'],
    ['服务调用超时', 'retryable', 'unknown-outcome'],
    ['商家订单号已存在', 'retryable', 'unknown-outcome'],
    ['参数错误', 'permanent', 'permanent'],
    ['', 'permanent', 'permanent'],
  ])('is sorted by its words: %j is %s, and %s where the call acts', (msg, ...expected) => {
    expect(kinds({ code: 1, success: false, msg })).toEqual(expected);
    expect(kinds({ error_response: { code: '1', zh_desc: msg } })).toEqual(expected);
  });

  it('is told by the gateway in its own form', () => {
    expect(errorOf(fixture('gateway-refused'))).toMatchObject({ kind: 'credentials', code: '19' });
    expect(errorOf(fixture('gateway-throttled'))).toMatchObject({ kind: 'throttled', code: '2' });
    expect(errorOf({ error_response: { en_desc: 'Invalid Signature' } })).toMatchObject({
      kind: 'credentials',
    });
    expect(errorOf({ error_response: {} })).toMatchObject({ kind: 'permanent', code: undefined });
  });

  it('quotes no phone', () => {
    const said = { code: 1, success: false, msg: '手机号13800000000格式不正确' };
    expect(errorOf(said).message).toBe('手机号…格式不正确');
  });
});
