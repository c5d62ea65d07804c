import { CarrierError, type CarrierErrorKind } from '../errors.js';
import { failuresOf, unclear } from '../failures.js';
import { flag, optionalText, text } from '../json.js';
import { withoutPersonal } from '../refusals.js';
import { PROVIDER } from './manifest.js';
import type { WireAnswer } from './wire.js';

export const { notAnAnswer, permanent } = failuresOf(PROVIDER);

/** STO documents no list of error codes, so its words decide; what they do not tell is `permanent`. */
const kindsByWords: readonly (readonly [RegExp, CarrierErrorKind])[] = [
  [/频繁|限流|流控|超过.*次|次数.*上限/, 'throttled'],
  [
    /签名|验签|密钥|秘钥|密码|权限|未授权|未订阅.*(服务|接口)|未开通|余额|appkey|data_?digest/i,
    'credentials',
  ],
];
const BROKEN = /超时|繁忙|稍后|系统(异常|错误|故障)/;
/** Ordered twice: the first one may well have been taken. */
const DUPLICATE = /重复|已存在/;

const NO_TRACK_YET = /暂无|无轨迹|(没有|未查询到).*轨迹/;

/** "Nothing yet", said as a refusal. */
export const saysNoTrackYet = (answer: WireAnswer): boolean => NO_TRACK_YET.test(text(answer.errorMsg));

/** Throws what the answer means, unless it says that all went well; what is `personal` is kept out of it. */
export function failIfRefused(answer: WireAnswer, acts: boolean, personal: readonly string[] = []): void {
  if (flag(answer.success)) return;
  // Neither taken nor refused: nobody can say whether it took effect.
  if (answer.success === undefined) throw notAnAnswer(acts);
  throw refusal(answer, acts, personal);
}

function refusal(answer: WireAnswer, acts: boolean, personal: readonly string[]): CarrierError {
  const code = optionalText(answer.errorCode);
  const reason = optionalText(answer.errorMsg) ?? 'refused without a reason';
  const words = withoutPersonal(reason, personal);
  return new CarrierError(kindOf(answer, reason, acts), words, { provider: PROVIDER, code });
}

function kindOf(answer: WireAnswer, reason: string, acts: boolean): CarrierErrorKind {
  const said = kindsByWords.find(([words]) => words.test(reason))?.[1];
  if (said !== undefined) return said;
  if (acts && DUPLICATE.test(reason)) return unclear(acts);
  return flag(answer.needRetry) || BROKEN.test(reason) ? unclear(acts) : 'permanent';
}
