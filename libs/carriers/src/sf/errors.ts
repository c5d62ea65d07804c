import { CarrierError, type CarrierErrorKind } from '../errors.js';
import { failuresOf, unclear } from '../failures.js';
import { flag, optionalText, record } from '../json.js';
import { withoutPersonal } from '../refusals.js';
import { PROVIDER } from './manifest.js';
import type { WireEnvelope, WireResult } from './wire.js';

export const { notAnAnswer, permanent } = failuresOf(PROVIDER);

/** `unclear`: it may have been taken. */
type Kind = Exclude<CarrierErrorKind, 'unknown-outcome'> | 'unclear';

const table = (of: Readonly<Partial<Record<Kind, readonly string[]>>>): ReadonlyMap<string, Kind> =>
  new Map(Object.entries(of).flatMap(([kind, codes]) => codes.map((code) => [code, kind as Kind] as const)));

/** `apiResultCode` (carriers §4.1). A1002: our time is off, or the way was slow; nothing was done. */
const gateway = table({
  permanent: ['A1001', 'A1008'],
  retryable: ['A1002'],
  credentials: ['A1003', 'A1004', 'A1006'],
  throttled: ['A1005'],
  unclear: ['A1007', 'A1009', 'A1099'],
});

/**
 * `errorCode`. 8016: an order of this id is there already. 8119: the monthly card is not valid. S0003: SF broke down;
 * its neighbours S0001 to S0007 refuse what we sent.
 */
const business = table({ credentials: ['8119'], unclear: ['8016', 'S0003'] });

const TAKEN = 'A1000';
const SUCCESS = 'S0000';

/**
 * The `msgData` of an answer that says yes on both levels. Throws what any other answer means; what is `personal` is
 * kept out of it.
 */
export function contentOf(envelope: WireEnvelope, acts: boolean, personal: readonly string[] = []): unknown {
  const taken = optionalText(envelope.apiResultCode);
  if (taken === undefined) throw notAnAnswer(acts);
  if (taken !== TAKEN) {
    const words = wordsOf(envelope.apiErrorMsg, personal);
    throw refusal(gateway.get(taken) ?? 'unclear', taken, words, acts);
  }
  const result: WireResult = record(envelope.apiResultData);
  const code = optionalText(result.errorCode);
  const done = flag(result.success);
  if (code === undefined || done !== (code === SUCCESS)) throw notAnAnswer(acts);
  if (!done) throw refusal(business.get(code) ?? 'permanent', code, wordsOf(result.errorMsg, personal), acts);
  return result.msgData;
}

const wordsOf = (said: unknown, personal: readonly string[]): string =>
  withoutPersonal(optionalText(said) ?? 'refused without a reason', personal);

const refusal = (kind: Kind, code: string, words: string, acts: boolean): CarrierError =>
  new CarrierError(kind === 'unclear' ? unclear(acts) : kind, words, { provider: PROVIDER, code });
