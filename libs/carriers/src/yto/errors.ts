import { CarrierError, type CarrierErrorKind } from '../errors.js';
import { failuresOf, unclear } from '../failures.js';
import { flag, optionalText } from '../json.js';
import { withoutPersonal } from '../refusals.js';
import { PROVIDER } from './manifest.js';
import type { WireAnswer } from './wire.js';

export const { notAnAnswer, permanent } = failuresOf(PROVIDER);

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

/** Throws what the answer means, unless it says that all went well; what is `personal` is kept out of it. */
export function failIfRefused(answer: WireAnswer, acts: boolean, personal: readonly string[] = []): void {
  if (flag(answer.success)) return;
  // Neither taken nor refused: nobody can say whether it took effect.
  if (answer.success === undefined && answer.code === undefined) throw notAnAnswer(acts);
  throw refusal(answer, acts, personal);
}

function refusal(answer: WireAnswer, acts: boolean, personal: readonly string[]): CarrierError {
  const code = optionalText(answer.code);
  const reason = optionalText(answer.reason) ?? optionalText(answer.message) ?? 'refused without a reason';
  const words = withoutPersonal(reason, personal);
  return new CarrierError(kindOf(code, reason, acts), words, { provider: PROVIDER, code });
}

function kindOf(code: string | undefined, reason: string, acts: boolean): CarrierErrorKind {
  const known = kindsByCode.get(code);
  if (known !== undefined) return known === 'unclear' ? unclear(acts) : known;
  const said = kindsByWords.find(([words]) => words.test(reason))?.[1];
  if (said !== undefined) return said;
  return BROKEN.test(reason) ? unclear(acts) : 'permanent';
}
