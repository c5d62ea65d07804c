import { PlatformFailure, type PlatformFailureKind } from '../../../application/ports.js';

/** The daily and the per-second limits have words and no code of their own. */
const LIMIT = /exceed (quota|qps) limit/i;

const kinds: Readonly<Record<string, PlatformFailureKind>> = {
  '24': 'auth_expired', // AUTHORIZATION_REVOKED
  '100200101': 'forbidden',
  '100200102': 'auth_expired', // every fault of a token, of whatever call
  '100200106': 'forbidden',
  '100200107': 'auth_expired',
  '100200500': 'transient',
  '300010': 'conflict', // its state forbids it
  '300012': 'forbidden',
  '300013': 'conflict', // the buyer took it back
  '300014': 'conflict', // it moved
  '300016': 'conflict',
  '300017': 'conflict', // the negotiation moved
  '300018': 'conflict',
};

/** The span of a list may be cut below what is documented, at the platform's choice. */
const SPAN_CUT = '300019';

/** A refusal in the platform's words; `spanCut` when only the length of the window was refused. */
export class KuaishouFailure extends PlatformFailure {
  readonly spanCut: boolean;

  /** The reason stands in any of an answer's codes, by the kind of call. */
  constructor(codes: readonly string[], said: string, requestId: string) {
    super(failureKind(codes, said), `kuaishou ${codes.join('/')}: ${said} (request_id ${requestId})`);
    this.spanCut = codes.includes(SPAN_CUT);
  }
}

export function failureKind(codes: readonly string[], said: string): PlatformFailureKind {
  if (LIMIT.test(said)) return 'throttled';
  return codes.map((code) => kinds[code]).find((kind) => kind !== undefined) ?? 'invalid';
}
