import { CarrierError, type CarrierErrorKind } from '../errors.js';
import { CarrierHttpFailure } from '../http.js';
import { flag, optionalText } from '../json.js';
import { PROVIDER } from './manifest.js';
import type { WireAnswer } from './wire.js';

/** What is documented of its codes, all of them about orders; `unclear`: it may have been taken. */
const kindsByCode: ReadonlyMap<string | undefined, 'unclear' | 'permanent'> = new Map([
  // 系统其它错误
  ['200010002', 'unclear'],
  // 入参不规范
  ['200010003', 'permanent'],
  // 重复下单，订单处理中
  ['200010005', 'unclear'],
  // 订单报文不合法
  ['200017004', 'permanent'],
  // 系统异常，拉单失败
  ['200017005', 'unclear'],
]);

/** Beside these its words decide; what they do not tell is `permanent`. */
const kindsByWords: readonly (readonly [RegExp, CarrierErrorKind])[] = [
  [/频繁|限流|流控|超过.*次|次数.*上限/, 'throttled'],
  [/签名|验签|密钥|秘钥|权限|授权|白名单|未开通|余额|客户编码|sign|openId/i, 'credentials'],
];
const BROKEN = /超时|繁忙|稍后|系统(异常|错误|故障)/;

/** What a call ends as when nobody can say whether it took effect. */
export const unclear = (acts: boolean): CarrierErrorKind => (acts ? 'unknown-outcome' : 'retryable');

/**
 * Throws what the answer means, unless it says that all went well. `personal`: what we sent that a refusal may repeat.
 */
export function failIfRefused(answer: WireAnswer, acts: boolean, personal: readonly string[] = []): void {
  if (flag(answer.success)) return;
  // Neither taken nor refused: nobody can say whether it took effect.
  if (answer.success === undefined && answer.code === undefined) throw notAnAnswer(acts);
  throw refusal(answer, acts, personal);
}

function refusal(answer: WireAnswer, acts: boolean, personal: readonly string[]): CarrierError {
  const code = optionalText(answer.code);
  const said = optionalText(answer.reason) ?? optionalText(answer.message);
  const reason = without(personal, said ?? 'refused without a reason');
  return new CarrierError(kindOf(code, reason, acts), reason, { provider: PROVIDER, code });
}

function kindOf(code: string | undefined, reason: string, acts: boolean): CarrierErrorKind {
  const known = kindsByCode.get(code);
  if (known !== undefined) return known === 'unclear' ? unclear(acts) : known;
  const said = kindsByWords.find(([words]) => words.test(reason))?.[1];
  if (said !== undefined) return said;
  return BROKEN.test(reason) ? unclear(acts) : 'permanent';
}

/** A refusal may repeat whom or which phone it was about, and errors are logged. */
const without = (personal: readonly string[], reason: string): string =>
  personal
    .filter((each) => each !== '')
    .reduce((words, each) => words.replaceAll(each, '…'), reason)
    .replaceAll(/\d[\d-]{5,}\d/g, '…');

/** No answer. Only a request that never left is safe to repeat where the call acts. */
export function silence(cause: unknown, acts: boolean): CarrierError {
  const failure = cause instanceof CarrierHttpFailure ? cause : undefined;
  const kind = failure?.sent === 'no' ? 'retryable' : unclear(acts);
  return new CarrierError(kind, failure?.message ?? 'no answer', { provider: PROVIDER, cause });
}

export const notAnAnswer = (acts: boolean, cause?: unknown): CarrierError =>
  new CarrierError(unclear(acts), 'the answer is not what the vendor documents', {
    provider: PROVIDER,
    cause,
  });

export const permanent = (message: string): CarrierError =>
  new CarrierError('permanent', message, { provider: PROVIDER });
