import { CarrierError, type CarrierErrorKind } from '../errors.js';
import { failuresOf, unclear } from '../failures.js';
import { optionalText } from '../json.js';
import { withoutPersonal } from '../refusals.js';
import { PROVIDER } from './manifest.js';
import type { WireAnswer } from './wire.js';

export const { notAnAnswer, permanent } = failuresOf(PROVIDER);

const kindsByCode: ReadonlyMap<string, CarrierErrorKind> = new Map<string, CarrierErrorKind>([
  ['145003010', 'credentials'],
  ['145003012', 'credentials'],
  ['145003030', 'credentials'],
  ['145003050', 'permanent'],
  ['145003051', 'permanent'],
  ['145003052', 'permanent'],
  ['145003053', 'permanent'],
  ['999001010', 'permanent'],
  ['999001030', 'permanent'],
]);

/** The documented codes say nothing about a busy or broken side; there are only words for it. */
const THROTTLED = /频繁|限流/;
const BROKEN = /超时|繁忙|稍后|系统(异常|错误|故障)/;

const SUCCESS = '1';

/** Throws what the answer means, unless it says that all went well; what is `personal` is kept out of it. */
export function failIfRefused(answer: WireAnswer, acts: boolean, personal: readonly string[] = []): void {
  const code = optionalText(answer.code);
  if (code === SUCCESS) return;
  // Neither taken nor refused: nobody can say whether it took effect.
  if (code === undefined) throw notAnAnswer(acts);
  const reason = optionalText(answer.msg) ?? 'refused without a reason';
  const words = withoutPersonal(reason, personal);
  throw new CarrierError(kindOf(code, reason, acts), words, { provider: PROVIDER, code });
}

function kindOf(code: string, reason: string, acts: boolean): CarrierErrorKind {
  const kind = kindsByCode.get(code);
  if (kind) return kind;
  if (THROTTLED.test(reason)) return 'throttled';
  return BROKEN.test(reason) ? unclear(acts) : 'permanent';
}
