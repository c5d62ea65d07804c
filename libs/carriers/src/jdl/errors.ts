import { CarrierError, type CarrierErrorKind } from '../errors.js';
import { failuresOf, unclear } from '../failures.js';
import { flag, isRecord, optionalText, record, text } from '../json.js';
import { withoutPersonal } from '../refusals.js';
import { PROVIDER } from './manifest.js';
import type { WireAnswer, WireGatewayError } from './wire.js';

export const { notAnAnswer, permanent } = failuresOf(PROVIDER);

/** `unclear`: it may have been taken. */
type Kind = Exclude<CarrierErrorKind, 'unknown-outcome'> | 'unclear';

/** No list of codes is documented: a refusal is sorted by its words. */
const kindsByWords: readonly (readonly [RegExp, Kind])[] = [
  [/频繁|限流|流控|流量|次数|limited|too many/i, 'throttled'],
  // Our time is off, or the way was slow; nothing was done.
  [/时间戳|timestamp/i, 'retryable'],
  [/token|令牌|授权|鉴权|签名|权限|app_?key|signature|permission|unauthori[sz]ed/i, 'credentials'],
  [/已被使用|已存在|重复/, 'unclear'],
  [/超时|繁忙|稍后|(系统|服务|网络)(内部)?(异常|错误|故障|不可用)|timed? ?out|unavailable/i, 'unclear'],
];

const SUCCESS = '0';

/** The `data` of an answer that says yes. Throws what any other answer means, without quoting what is personal. */
export function dataOf(
  answer: Readonly<Record<string, unknown>>,
  acts: boolean,
  personal: readonly string[] = [],
): unknown {
  const refused = gatewayRefusal(answer, acts, personal);
  if (refused) throw refused;
  const content: WireAnswer = contentOf(answer);
  const code = optionalText(content.code);
  const done = flag(content.success);
  if (code === undefined || done !== (code === SUCCESS)) throw notAnAnswer(acts);
  if (!done) {
    const reason = text(content.subMsg) || text(content.msg);
    throw refusal(optionalText(content.subCode) ?? code, reason, acts, personal);
  }
  return content.data;
}

/** Clients differ on whether the answer comes bare or in an envelope (`{"response":{"content":{…}}}`). */
function contentOf(answer: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const outer = isRecord(answer['response']) ? answer['response'] : answer;
  const content = record(outer['content']);
  return Object.keys(content).length > 0 ? content : outer;
}

/** What the gateway refused by itself; `undefined` where it let the call through. */
export function gatewayRefusal(
  answer: Readonly<Record<string, unknown>>,
  acts: boolean,
  personal: readonly string[] = [],
): CarrierError | undefined {
  const said = answer['error_response'];
  if (!isRecord(said)) return undefined;
  const { code, zh_desc: zh, en_desc: en, msg }: WireGatewayError = said;
  return refusal(optionalText(code), text(zh) || text(en) || text(msg), acts, personal);
}

function refusal(
  code: string | undefined,
  said: string,
  acts: boolean,
  personal: readonly string[],
): CarrierError {
  const words = withoutPersonal(said, personal) || 'refused without a reason';
  const kind = kindsByWords.find(([pattern]) => pattern.test(said))?.[1] ?? 'permanent';
  return new CarrierError(kind === 'unclear' ? unclear(acts) : kind, words, { provider: PROVIDER, code });
}
