import { CarrierError, type CarrierErrorKind } from '../errors.js';
import { failuresOf } from '../failures.js';
import { flag, optionalText, text } from '../json.js';
import { withoutPersonal } from '../refusals.js';
import { PROVIDER } from './manifest.js';
import type { WireAnswer } from './wire.js';

export const { notAnAnswer, permanent } = failuresOf(PROVIDER);

const SUCCESS = '0000';

/** No list of codes is documented: a refusal is sorted by its words, and what they do not tell is `permanent`. */
const kindsByWords: readonly (readonly [RegExp, CarrierErrorKind])[] = [
  [/频繁|限流|流控|超过.*次|次数.*上限/, 'throttled'],
  [/签名|验签|密钥|秘钥|鉴权|权限|未授权|未开通|app-?_?(key|secret)|\bsign\b/i, 'credentials'],
  [/超时|繁忙|稍后|(系统|服务|网络)(内部)?(异常|错误|故障)/, 'retryable'],
];

const NO_TRACE_YET = /暂无|无(物流)?轨迹|(没有|未查询到|未查到|查不到).*(轨迹|物流|路由)/;

const ALREADY_SUBSCRIBED = /重复订阅|已(经)?订阅/;

/** "Nothing yet", said as a refusal. */
export const saysNoTraceYet = (answer: WireAnswer): boolean =>
  isRefusal(answer) && NO_TRACE_YET.test(text(answer.message));

/** What was asked for is so, said as a refusal. */
export const saysAlreadySubscribed = (answer: WireAnswer): boolean =>
  isRefusal(answer) && ALREADY_SUBSCRIBED.test(text(answer.message));

/** Throws what the answer means, unless it says that all went well. All calls here are safe to repeat. */
export function failIfRefused(answer: WireAnswer): void {
  if (flag(answer.result) && text(answer.code) === SUCCESS) return;
  if (!isRefusal(answer)) throw notAnAnswer(false);
  const reason = optionalText(answer.message) ?? 'refused without a reason';
  const kind = kindsByWords.find(([words]) => words.test(reason))?.[1] ?? 'permanent';
  const code = optionalText(answer.code);
  throw new CarrierError(kind, withoutPersonal(reason), { provider: PROVIDER, code });
}

/** It says no, or has a code that is no yes. Half a yes is neither. */
function isRefusal({ result, code }: WireAnswer): boolean {
  const known = optionalText(code);
  if (known !== undefined && known !== SUCCESS) return true;
  return text(result) !== '' && !flag(result);
}
