import { CarrierError, type CarrierErrorKind } from '../errors.js';
import { failuresOf } from '../failures.js';
import { optionalText } from '../json.js';
import { withoutPersonal } from '../refusals.js';
import { PROVIDER } from './manifest.js';
import { SUCCESS, type WireAnswer } from './wire.js';

export const { notAnAnswer, permanent } = failuresOf(PROVIDER);

/** No list of codes is documented: a refusal is sorted by its words. */
const kindsByWords: readonly (readonly [RegExp, CarrierErrorKind])[] = [
  [/频繁|限流|流控|次数|上限/, 'throttled'],
  [/授权|鉴权|签名|验签|解密|密钥|权限|未开通|客户号/, 'credentials'],
  [/超时|繁忙|稍后|(系统|服务|网络)(内部)?(异常|错误|故障)/, 'retryable'],
];

/** Throws what the answer means, unless it says that all went well. */
export function failIfRefused(answer: WireAnswer): void {
  const code = optionalText(answer.retCode);
  if (code === SUCCESS) return;
  if (code === undefined) throw notAnAnswer(false);
  const reason = optionalText(answer.retMsg) ?? 'refused without a reason';
  const kind = kindsByWords.find(([words]) => words.test(reason))?.[1] ?? 'permanent';
  throw new CarrierError(kind, withoutPersonal(reason), { provider: PROVIDER, code });
}
