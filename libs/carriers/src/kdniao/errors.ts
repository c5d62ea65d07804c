import { CarrierError, type CarrierErrorKind } from '../errors.js';
import { failuresOf } from '../failures.js';
import { optionalText } from '../json.js';
import { withoutPersonal } from '../refusals.js';
import { PROVIDER } from './manifest.js';
import type { WireAnswer } from './wire.js';

export const { permanent } = failuresOf(PROVIDER);

const kindsByResultCode: ReadonlyMap<string, CarrierErrorKind> = new Map<string, CarrierErrorKind>([
  ['101', 'permanent'],
  ['102', 'credentials'],
  ['103', 'permanent'],
  ['104', 'credentials'],
  ['105', 'retryable'],
  ['401', 'permanent'],
  ['402', 'permanent'],
  ['403', 'permanent'],
  ['404', 'permanent'],
  ['405', 'throttled'],
]);

/** Queries often answer a Chinese sentence and no code. */
const kindsByReason: readonly (readonly [RegExp, CarrierErrorKind])[] = [
  [/超过|频繁|次数|上限|限流/, 'throttled'],
  [/校验|验证|验签|签名|用户|密钥|[Kk]ey|余额|套餐|未开通/, 'credentials'],
  [/系统|超时|繁忙|稍后|异常/, 'retryable'],
];

const NO_TRACK_YET = /暂无|无轨迹|没有.*(轨迹|信息)|无物流/;

/** KDNiao now and then refuses a query only to say that there is nothing yet. */
export const saysNoTrackYet = (answer: WireAnswer): boolean =>
  optionalText(answer.ResultCode) === undefined && NO_TRACK_YET.test(optionalText(answer.Reason) ?? '');

export function refusal(answer: WireAnswer): CarrierError {
  const code = optionalText(answer.ResultCode);
  const reason = optionalText(answer.Reason) ?? 'refused without a reason';
  const kind =
    kindsByResultCode.get(code ?? '') ??
    kindsByReason.find(([pattern]) => pattern.test(reason))?.[1] ??
    'permanent';
  return new CarrierError(kind, withoutPersonal(reason), { provider: PROVIDER, code });
}
