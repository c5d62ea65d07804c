import { CarrierError, type CarrierErrorKind } from '../errors.js';
import { failuresOf, unclear } from '../failures.js';
import { optionalText, text } from '../json.js';
import { withoutPersonal } from '../refusals.js';
import { PROVIDER } from './manifest.js';
import { SUCCESS, type WireAnswer } from './wire.js';

export const { notAnAnswer, permanent } = failuresOf(PROVIDER);

/** No list of codes is documented: a refusal is sorted by its words. */
const kindsByWords: readonly (readonly [RegExp, CarrierErrorKind])[] = [
  [/频繁|限流|流控|次数|上限/, 'throttled'],
  [/授权|鉴权|签名|验签|解密|密钥|权限|未开通|客户号/, 'credentials'],
];
/** Whatever broke there, it may have broken after it took effect. */
const BROKEN = /超时|繁忙|稍后|(系统|服务|网络)(内部)?(异常|错误|故障)/;
/** Ordered twice: the first one may well have been taken. */
const DUPLICATE = /重复|已存在/;
const CANCELLED = /已(经)?(取消|撤销|撤单)/;

/** "There is nothing left to cancel", said as a refusal. */
export const saysCancelled = ({ retCode, retMsg }: WireAnswer): boolean =>
  optionalText(retCode) !== undefined && CANCELLED.test(text(retMsg));

/** Throws what the answer means, unless it says that all went well; what is `personal` is kept out of it. */
export function failIfRefused(answer: WireAnswer, acts: boolean, personal: readonly string[] = []): void {
  const code = optionalText(answer.retCode);
  if (code === SUCCESS) return;
  // Neither taken nor refused: nobody can say whether it took effect.
  if (code === undefined) throw notAnAnswer(acts);
  const reason = optionalText(answer.retMsg) ?? 'refused without a reason';
  const words = withoutPersonal(reason, personal);
  throw new CarrierError(kindOf(reason, acts), words, { provider: PROVIDER, code });
}

function kindOf(reason: string, acts: boolean): CarrierErrorKind {
  const said = kindsByWords.find(([words]) => words.test(reason))?.[1];
  if (said !== undefined) return said;
  if (acts && DUPLICATE.test(reason)) return unclear(acts);
  return BROKEN.test(reason) ? unclear(acts) : 'permanent';
}
