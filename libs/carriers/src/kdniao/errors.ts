import { CarrierError, type CarrierErrorKind } from '../errors.js';
import { failuresOf, unclear } from '../failures.js';
import { flag, optionalText } from '../json.js';
import { withoutPersonal } from '../refusals.js';
import { PROVIDER } from './manifest.js';
import type { WireAnswer } from './wire.js';

export const { notAnAnswer, permanent } = failuresOf(PROVIDER);

/** `unclear`: it may have been taken. */
type Kind = Exclude<CarrierErrorKind, 'unknown-outcome'> | 'unclear';

const kindsByResultCode: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['101', 'permanent'],
  ['102', 'credentials'],
  ['103', 'permanent'],
  ['104', 'credentials'],
  ['105', 'unclear'],
  // Ordered already: the first order stands.
  ['106', 'unclear'],
  ['401', 'permanent'],
  ['402', 'permanent'],
  ['403', 'permanent'],
  ['404', 'permanent'],
  ['405', 'throttled'],
]);

/** Queries often answer a Chinese sentence and no code. */
const kindsByReason: readonly (readonly [RegExp, Kind])[] = [
  [/超过|频繁|次数|上限|限流/, 'throttled'],
  [/校验|验证|验签|签名|用户|密钥|[Kk]ey|余额|套餐|未开通/, 'credentials'],
  [/系统|超时|繁忙|稍后|异常/, 'unclear'],
];

const NO_TRACK_YET = /暂无|无轨迹|没有.*(轨迹|信息)|无物流/;

/** KDNiao now and then refuses a query only to say that there is nothing yet. */
export const saysNoTrackYet = (answer: WireAnswer): boolean =>
  optionalText(answer.ResultCode) === undefined && NO_TRACK_YET.test(optionalText(answer.Reason) ?? '');

/** A refusal of what was asked, not of how it was asked, by whom, or how often. */
export function saysNo(answer: WireAnswer): boolean {
  const code = optionalText(answer.ResultCode);
  const reason = optionalText(answer.Reason) ?? '';
  const ofTheRequest = code !== undefined && code !== DONE;
  return (
    answer.Success !== undefined && !flag(answer.Success) && !ofTheRequest && kindOf(reason) === undefined
  );
}

const DONE = '100';

/**
 * Throws what the answer to an order means, unless it says that all went well; what is `personal` is kept out of it.
 */
export function failIfRefused(answer: WireAnswer, acts: boolean, personal: readonly string[] = []): void {
  const code = optionalText(answer.ResultCode);
  if (answer.Success === undefined) throw notAnAnswer(acts);
  if (!flag(answer.Success)) throw refusal(answer, acts, personal);
  // Yes with the code of a no: neither can be believed.
  if (code !== undefined && code !== DONE) throw notAnAnswer(acts);
}

export function refusal(answer: WireAnswer, acts = false, personal: readonly string[] = []): CarrierError {
  const code = optionalText(answer.ResultCode);
  const reason = optionalText(answer.Reason) ?? 'refused without a reason';
  const kind = kindsByResultCode.get(code ?? '') ?? kindOf(reason) ?? 'permanent';
  const words = withoutPersonal(reason, personal);
  return new CarrierError(kind === 'unclear' ? unclear(acts) : kind, words, { provider: PROVIDER, code });
}

const kindOf = (reason: string): Kind | undefined =>
  kindsByReason.find(([pattern]) => pattern.test(reason))?.[1];
