import { CarrierError, type CarrierErrorKind } from '../errors.js';
import { failuresOf, unclear } from '../failures.js';
import { flag, optionalText, text } from '../json.js';
import { withoutPersonal } from '../refusals.js';
import { PROVIDER } from './manifest.js';
import type { WireAnswer } from './wire.js';

export const { notAnAnswer, permanent } = failuresOf(PROVIDER);

/** The same code means different things to different products. */
type Product = 'query' | 'poll' | 'order' | 'recognise';

type Kinds = ReadonlyMap<string | undefined, CarrierErrorKind>;

const kinds = (of: Readonly<Partial<Record<CarrierErrorKind, readonly string[]>>>): Kinds =>
  new Map(
    Object.entries({ credentials: ['503', '600', '601'], ...of }).flatMap(([kind, codes]) =>
      codes.map((code) => [code, kind as CarrierErrorKind] as const),
    ),
  );

const kindsByCode: Readonly<Record<Product, Kinds>> = {
  // 408: the phone's last digits are missing or wrong. "Nothing found" is no error and is not listed.
  query: kinds({ permanent: ['400', '408'], retryable: ['501', '502'] }),
  poll: kinds({ permanent: ['400', '700', '701', '702'], retryable: ['500'] }),
  order: kinds({ permanent: ['400', '500', '700'] }),
  recognise: kinds({ retryable: ['500', '501', '502'] }),
};

const THROTTLED = /频繁|限流|锁单|超过.*次/;
const NO_MONEY = /余额/;
const BROKEN = /超时|繁忙|稍后|系统(异常|错误|故障)/;

/** Said in words only; the codes that come with it mean something else as well. */
export const saysTooOften = (answer: WireAnswer): boolean => THROTTLED.test(text(answer.message));

/** Submitted twice: the first one may well have been taken. */
const DUPLICATE = '501';

/** Throws what the answer means, unless it says that all went well; what is `personal` is kept out of it. */
export function failIfRefused(
  product: Product,
  answer: WireAnswer,
  acts: boolean,
  personal: readonly string[] = [],
): void {
  const code = codeOf(answer);
  const refused = answer.result === undefined ? code !== undefined && code !== SUCCESS : !flag(answer.result);
  if (refused) throw refusal(product, answer, acts, personal);
  // Neither taken nor refused: nobody can say whether it took effect.
  if (code !== SUCCESS) throw notAnAnswer(acts);
}

const SUCCESS = '200';

function refusal(
  product: Product,
  answer: WireAnswer,
  acts: boolean,
  personal: readonly string[],
): CarrierError {
  const code = codeOf(answer);
  const reason = optionalText(answer.message) ?? 'refused without a reason';
  const kind = kindOf(product, code, reason, acts);
  return new CarrierError(kind, withoutPersonal(reason, personal), { provider: PROVIDER, code });
}

function kindOf(product: Product, code: string | undefined, reason: string, acts: boolean): CarrierErrorKind {
  const kind = kindsByCode[product].get(code);
  if (kind === 'credentials') return kind;
  if (THROTTLED.test(reason)) return 'throttled';
  if (product !== 'order') return kind ?? 'permanent';
  if (NO_MONEY.test(reason)) return 'credentials';
  return code === DUPLICATE || BROKEN.test(reason) ? unclear(acts) : 'permanent';
}

export const codeOf = (answer: WireAnswer): string | undefined =>
  optionalText(answer.returnCode) ?? optionalText(answer.status);
