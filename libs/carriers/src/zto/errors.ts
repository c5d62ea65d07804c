import { CarrierError, type CarrierErrorKind } from '../errors.js';
import { failuresOf, unclear } from '../failures.js';
import { flag, optionalText, text } from '../json.js';
import { withoutPersonal } from '../refusals.js';
import { PROVIDER } from './manifest.js';
import type { WireAnswer } from './wire.js';

export const { notAnAnswer, permanent } = failuresOf(PROVIDER);

const successes: ReadonlySet<string> = new Set(['SYS000', '0000', '200', '']);

/** Something broke behind the gateway, and nobody says whether before or after it acted. */
const broken: ReadonlySet<string> = new Set(['S200', 'S202', 'S203']);

/** The gateway's and the authority's common codes, as ZTO's platform lists them. */
const kindsByCode: ReadonlyMap<string, CarrierErrorKind> = new Map<string, CarrierErrorKind>([
  ['S206', 'throttled'],
  ['S221', 'throttled'],
  ['S210', 'credentials'],
  ['S211', 'credentials'],
  ['S212', 'credentials'],
  ['E404', 'credentials'],
  ['E418', 'credentials'],
  ['S207', 'permanent'],
  ['S208', 'permanent'],
  ['S214', 'permanent'],
  // The last four digits of the phone are wrong (E409) or missing (E413).
  ['E409', 'permanent'],
  ['E413', 'permanent'],
  ['E416', 'permanent'],
]);

const THROTTLED = /频繁|限流|超过.*次|qos limit|flow limit/;
const CREDENTIALS = /签名|无权限|鉴权|余额/;
const BROKEN = /超时|繁忙|稍后|系统(异常|错误|故障)/;
const NO_TRACK_YET = /暂无.*(轨迹|物流|信息)|(没有|无|未查询到|查询不到).*(轨迹|物流)/;

const DUPLICATE = /重复|已存在/;
const NO_SUCH_ORDER = /查询不到该订单/;

/** Throws what the answer means, unless it says that all went well; what is `personal` is kept out of it. */
export function failIfRefused(answer: WireAnswer, acts: boolean, personal: readonly string[] = []): void {
  if (isRefused(answer)) throw refusal(answer, acts, personal);
  // Yes with the code of a no: neither can be believed.
  if (!successes.has(codeOf(answer))) throw notAnAnswer(acts);
}

function isRefused(answer: WireAnswer): boolean {
  if (answer.status !== undefined && answer.status !== null) return !flag(answer.status);
  const code = codeOf(answer);
  return code === '' || !successes.has(code);
}

/** A query refused only to say that there is nothing yet, by words without a code that means something else. */
export const saysNoTrackYet = (answer: WireAnswer): boolean =>
  isRefused(answer) && !isKnown(codeOf(answer)) && NO_TRACK_YET.test(text(answer.message));

/** Said by a cancellation of what is not there (any more). */
export const saysNoSuchOrder = (answer: WireAnswer): boolean =>
  isRefused(answer) && !isKnown(codeOf(answer)) && NO_SUCH_ORDER.test(text(answer.message));

function refusal(answer: WireAnswer, acts: boolean, personal: readonly string[]): CarrierError {
  const code = codeOf(answer);
  const reason = optionalText(answer.message) ?? 'refused without a reason';
  return new CarrierError(kindOf(code, reason, acts), withoutPersonal(reason, personal), {
    provider: PROVIDER,
    code: code === '' ? undefined : code,
  });
}

function kindOf(code: string, reason: string, acts: boolean): CarrierErrorKind {
  const kind = kindsByCode.get(code);
  if (kind) return kind;
  if (broken.has(code)) return unclear(acts);
  if (THROTTLED.test(reason)) return 'throttled';
  if (CREDENTIALS.test(reason)) return 'credentials';
  if (BROKEN.test(reason)) return unclear(acts);
  // Sent twice: the first one may well have been taken.
  return acts && DUPLICATE.test(reason) ? 'unknown-outcome' : 'permanent';
}

const isKnown = (code: string): boolean => kindsByCode.has(code) || broken.has(code);

const codeOf = (answer: WireAnswer): string => text(answer.statusCode).trim();
