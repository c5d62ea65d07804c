import { fromShanghai, machineClock, MINUTE, SECOND, type Clock, type Instant } from '@cartrail/kernel';
import { same } from '../same.js';
import type { Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import { ApiError, invalidParameter, missing } from './answers.js';
import { signRequest, type SignMethod } from './sign.js';
import type { Tokens } from './tokens.js';

const TOLERANCE = 10 * MINUTE;

export interface Call {
  appKey: string;
  secret: string;
  paramJson: string;
  /** Absent on token calls, which carry no access token. */
  shop?: Shop;
}

/** Checks what the platform checks before it looks at a call. */
export class Gate {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly tokens: Tokens,
  ) {}

  admit(path: string, fields: ReadonlyMap<string, string>): Call {
    const need = (name: string): string => {
      const value = fields.get(name);
      if (value === undefined || value === '')
        throw missing(name === 'sign' ? 'signature' : name.replace('_', '-'));
      return value;
    };
    const appKey = need('app_key');
    const secret = this.state.apps.get(appKey);
    if (secret === undefined) throw new ApiError(30001, 'dop.app-forbidden', '应用不存在或已停用');
    const method = need('method');
    if (method !== path.replace(/^\//, '').replaceAll('/', '.'))
      throw invalidParameter('method与请求路径不一致');
    const timestamp = need('timestamp');
    const paramJson = fields.get('param_json') ?? '{}';
    const signed = { appKey, method, paramJson, timestamp, version: need('v') };
    const expected = signRequest(secret, signed, signMethod(fields.get('sign_method')));
    if (!same(need('sign'), expected)) throw new ApiError(40003, 'isv.signature-invalid', '签名校验失败');
    this.checkTimestamp(timestamp);
    const call = { appKey, secret, paramJson };
    return path.startsWith('/token/')
      ? call
      : { ...call, shop: this.tokens.shopOf(appKey, need('access_token')) };
  }

  /**
   * Ten minutes either way of the simulated clock or of the machine's: a client whose business clock has just been
   * moved and one that signs by the machine's clock are both telling the truth.
   */
  private checkTimestamp(text: string): void {
    const at = instantOf(text);
    const near = (now: Instant): boolean => at !== undefined && Math.abs(at - now) <= TOLERANCE;
    if (near(this.clock.now()) || near(machineClock.now())) return;
    throw new ApiError(40003, 'isv.timestamp-invalid', '时间戳与服务器相差超过10分钟');
  }
}

const instantOf = (text: string): Instant | undefined =>
  /^\d{10}$/.test(text) ? Number(text) * SECOND : fromShanghai(text);

function signMethod(text: string | undefined): SignMethod {
  if (text === undefined || text === '' || text === 'md5') return 'md5';
  if (text === 'hmac-sha256') return 'hmac-sha256';
  throw invalidParameter('sign_method不支持');
}
