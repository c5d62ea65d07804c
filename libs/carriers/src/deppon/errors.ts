import { CarrierError, type CarrierErrorKind } from '../errors.js';
import { CarrierHttpFailure } from '../http.js';
import { flag, optionalText } from '../json.js';
import { PROVIDER } from './manifest.js';
import type { WireAnswer } from './wire.js';

/** 2006 is a repeated number or a bad parameter; more codes are not documented, so words decide the rest. */
const kindsByCode: ReadonlyMap<string, CarrierErrorKind> = new Map<string, CarrierErrorKind>([
  ['2006', 'permanent'],
  ['3002', 'credentials'],
]);
const kindsByWords: readonly (readonly [RegExp, CarrierErrorKind])[] = [
  [/频繁|限流|流控|超过.*次|次数.*上限/, 'throttled'],
  [/签名|验签|摘要|密钥|秘钥|权限|授权|未开通|appkey|digest|(公司|客户)编码/i, 'credentials'],
  [/超时|繁忙|稍后|(系统|服务|网络)(内部)?(异常|错误|故障)/, 'retryable'],
];

const SUCCESS = '1000';
const NO_TRACK_YET = /暂无|无轨迹|(没有|未查询到|查无).*轨迹/;
const ALREADY_SUBSCRIBED = /重复订阅|已(经)?订阅/;

/** Deppon's words, with what they quote taken out: a phone is nothing for a log. */
export const wordsOf = ({ reason, error_message: message }: WireAnswer): string | undefined =>
  (optionalText(reason) ?? optionalText(message))?.replaceAll(/(?<!\d)1\d{10}(?!\d)/g, '1**********');

/** "Nothing yet", said as a refusal. */
export const saysNoTrackYet = (answer: WireAnswer): boolean => NO_TRACK_YET.test(wordsOf(answer) ?? '');

export const saysAlreadySubscribed = (answer: WireAnswer): boolean =>
  ALREADY_SUBSCRIBED.test(wordsOf(answer) ?? '');

/** Throws what the answer means, unless it says that all went well: both in its flag and in its code. */
export function failIfRefused(answer: WireAnswer): void {
  const code = optionalText(answer.resultCode) ?? optionalText(answer.error_code);
  const wentWell = flag(answer.result);
  if (wentWell && code === SUCCESS) return;
  if (answer.result === undefined || (wentWell && code === undefined)) throw notAnAnswer();
  const reason = wordsOf(answer) ?? 'refused without a reason';
  throw new CarrierError(kindOf(code, reason), reason, { provider: PROVIDER, code });
}

const kindOf = (code: string | undefined, reason: string): CarrierErrorKind =>
  kindsByCode.get(code ?? '') ?? kindsByWords.find(([words]) => words.test(reason))?.[1] ?? 'permanent';

/** Queries and subscriptions are safe to repeat after silence. */
export const silence = (cause: unknown): CarrierError =>
  new CarrierError('retryable', cause instanceof CarrierHttpFailure ? cause.message : 'no answer', {
    provider: PROVIDER,
    cause,
  });

export const notAnAnswer = (cause?: unknown): CarrierError =>
  new CarrierError('retryable', 'the answer is not what the vendor documents', { provider: PROVIDER, cause });

export const permanent = (message: string): CarrierError =>
  new CarrierError('permanent', message, { provider: PROVIDER });
