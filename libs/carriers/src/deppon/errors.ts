import { CarrierError, type CarrierErrorKind } from '../errors.js';
import { failuresOf, unclear } from '../failures.js';
import { flag, optionalText } from '../json.js';
import { withoutPersonal } from '../refusals.js';
import { PROVIDER } from './manifest.js';
import type { WireAnswer } from './wire.js';

export const { notAnAnswer, permanent } = failuresOf(PROVIDER);

/** 2006 is a repeated number or a bad parameter; more codes are not documented, so words decide the rest. */
const kindsByCode: ReadonlyMap<string, CarrierErrorKind> = new Map<string, CarrierErrorKind>([
  ['2006', 'permanent'],
  ['3002', 'credentials'],
]);
const kindsByWords: readonly (readonly [RegExp, CarrierErrorKind])[] = [
  [/频繁|限流|流控|超过.*次|次数.*上限/, 'throttled'],
  [/签名|验签|摘要|密钥|秘钥|权限|授权|未开通|appkey|digest|(公司|客户)编码/i, 'credentials'],
  // Orders are taken in after they were answered, which takes a minute or two.
  [/不存在订单|订单不存在/, 'retryable'],
];
const BROKEN = /超时|繁忙|稍后|(系统|服务|网络)(内部)?(异常|错误|故障)/;
/** Ordered twice: the first one may well have been taken. */
const DUPLICATE = /重复|已存在/;

const SUCCESS = '1000';
const NO_TRACK_YET = /暂无|无轨迹|(没有|未查询到|查无).*轨迹/;
const ALREADY_SUBSCRIBED = /重复订阅|已(经)?订阅/;

const saidIn = ({ reason, error_message: message }: WireAnswer): string | undefined =>
  optionalText(reason) ?? optionalText(message);

/** Deppon's words, without numbers: a phone may be among them. */
export function wordsOf(answer: WireAnswer): string | undefined {
  const said = saidIn(answer);
  return said === undefined ? undefined : withoutPersonal(said);
}

/** "Nothing yet", said as a refusal. */
export const saysNoTrackYet = (answer: WireAnswer): boolean => NO_TRACK_YET.test(saidIn(answer) ?? '');

export const saysAlreadySubscribed = (answer: WireAnswer): boolean =>
  ALREADY_SUBSCRIBED.test(saidIn(answer) ?? '');

/**
 * Throws what the answer means, unless it says that all went well: both in its flag and in its code. What is
 * `personal` is kept out of the message.
 */
export function failIfRefused(answer: WireAnswer, acts: boolean, personal: readonly string[] = []): void {
  const code = optionalText(answer.resultCode) ?? optionalText(answer.error_code);
  const wentWell = flag(answer.result);
  if (wentWell && code === SUCCESS) return;
  // Neither taken nor refused, or both: nobody can say whether it took effect.
  if (answer.result === undefined || (wentWell && (acts || code === undefined))) throw notAnAnswer(acts);
  const reason = saidIn(answer) ?? 'refused without a reason';
  const words = withoutPersonal(reason, personal);
  throw new CarrierError(kindOf(code, reason, acts), words, { provider: PROVIDER, code });
}

function kindOf(code: string | undefined, reason: string, acts: boolean): CarrierErrorKind {
  if (acts && DUPLICATE.test(reason)) return unclear(acts);
  const known = kindsByCode.get(code ?? '') ?? kindsByWords.find(([words]) => words.test(reason))?.[1];
  return known ?? (BROKEN.test(reason) ? unclear(acts) : 'permanent');
}
