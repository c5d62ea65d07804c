import { CarrierError, type CarrierErrorKind } from '../errors.js';
import { CarrierHttpFailure } from '../http.js';
import { flag, optionalText } from '../json.js';
import { PROVIDER } from './manifest.js';
import type { WireAnswer } from './wire.js';

/** Beside the vendor's few codes its words decide; what they do not tell is `permanent`. */
const kindsByWords: readonly (readonly [RegExp, CarrierErrorKind])[] = [
  [/频繁|限流|流控|超过.*次|次数.*上限/, 'throttled'],
  [/签名|验签|密钥|秘钥|权限|授权|白名单|未开通|余额|客户编码|sign|openId/i, 'credentials'],
];
const BROKEN = /超时|繁忙|稍后|系统(异常|错误|故障)/;

/** What a call ends as when nobody can say whether it took effect. */
export const unclear = (acts: boolean): CarrierErrorKind => (acts ? 'unknown-outcome' : 'retryable');

/** Throws what the answer means, unless it says that all went well. */
export function failIfRefused(answer: WireAnswer, acts: boolean): void {
  if (flag(answer.success)) return;
  // Neither taken nor refused: nobody can say whether it took effect.
  if (answer.success === undefined && answer.code === undefined) throw notAnAnswer(acts);
  throw refusal(answer, acts);
}

function refusal(answer: WireAnswer, acts: boolean): CarrierError {
  const code = optionalText(answer.code);
  const said = optionalText(answer.reason) ?? optionalText(answer.message);
  const reason = withoutPhones(said ?? 'refused without a reason');
  return new CarrierError(kindOf(reason, acts), reason, { provider: PROVIDER, code });
}

function kindOf(reason: string, acts: boolean): CarrierErrorKind {
  const said = kindsByWords.find(([words]) => words.test(reason))?.[1];
  if (said !== undefined) return said;
  return BROKEN.test(reason) ? unclear(acts) : 'permanent';
}

/** A refusal may repeat the phone it was about, and errors are logged. */
const withoutPhones = (reason: string): string => reason.replaceAll(/\d[\d-]{5,}\d/g, '…');

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
