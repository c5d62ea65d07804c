import { machineClock, MINUTE, SECOND, type Clock, type Instant } from '@cartrail/kernel';
import { same } from '../same.js';
import type { Shop } from '../state/model.js';
import { ApiError, missing } from './answers.js';
import type { PinduoduoApps } from './apps.js';
import { signRequest } from './sign.js';
import type { Tokens } from './tokens.js';

const TOLERANCE = 10 * MINUTE;

export interface Call {
  clientId: string;
  secret: string;
  type: string;
  /** Absent on token calls, which carry no access token. */
  shop?: Shop;
}

/** Checks what the platform checks before it looks at a call. */
export class Gate {
  constructor(
    private readonly apps: PinduoduoApps,
    private readonly clock: Clock,
    private readonly tokens: Tokens,
  ) {}

  admit(fields: ReadonlyMap<string, string>): Call {
    const need = (name: string): string => {
      const value = fields.get(name);
      if (value === undefined || value === '') throw missing(name);
      return value;
    };
    const [type, clientId] = [need('type'), need('client_id')];
    const secret = this.apps.secretOf(clientId);
    if (secret === undefined) throw new ApiError(10016);
    if (!same(need('sign'), signRequest(secret, fields))) throw new ApiError(20004);
    if (!this.isNow(need('timestamp'), SECOND)) throw new ApiError(10001, 'timestamp不正确');
    if ((fields.get('data_type') ?? 'JSON') !== 'JSON') throw new ApiError(10001, 'data_type不正确');
    const call = { clientId, secret, type };
    return type.startsWith('pdd.pop.auth.token.')
      ? call
      : { ...call, shop: this.tokens.shopOf(clientId, need('access_token')) };
  }

  /** Some minutes either way of the simulated clock or of the machine's: a client may go by either. */
  isNow(text: string, unit: number): boolean {
    const at = /^\d{10,13}$/.test(text) ? Number(text) * unit : undefined;
    const near = (now: Instant): boolean => at !== undefined && Math.abs(at - now) <= TOLERANCE;
    return near(this.clock.now()) || near(machineClock.now());
  }
}
