import { machineClock, MINUTE, type Clock } from '@cartrail/kernel';
import { same } from '../same.js';
import type { Shop } from '../state/model.js';
import { rejected, unauthorised } from './answers.js';
import type { App, KuaishouApps } from './apps.js';
import type { Oauth } from './oauth.js';
import { Params } from './params.js';
import { signFields } from './sign.js';

const SIGNED = ['access_token', 'appkey', 'method', 'param', 'signMethod', 'timestamp', 'version'];
const TOLERANCE = 10 * MINUTE;

export interface Admitted {
  readonly app: App;
  readonly shop: Shop;
  readonly params: Params;
}

/** Checks what the platform checks before it looks at a call. */
export class Gate {
  constructor(
    private readonly apps: KuaishouApps,
    private readonly oauth: Oauth,
    private readonly clock: Clock,
  ) {}

  admit(method: string, fields: ReadonlyMap<string, string>): Admitted {
    const app = this.apps.get(fields.get('appkey') ?? '');
    if (!app) throw unauthorised(100200101, 'unauthorized_client', 'app不存在');
    if (fields.get('method') !== method) throw rejected('method与请求路径不一致');
    if (fields.get('version') !== '1') throw rejected('version不支持');
    if (!['MD5', 'HMAC_SHA256'].includes(fields.get('signMethod') ?? '')) throw rejected('signMethod不支持');
    const signed = new Map([...fields].filter(([name]) => SIGNED.includes(name)));
    if (!same(fields.get('sign') ?? '', signFields(app.signSecret, signed))) throw rejected('签名校验失败');
    this.checkTime(fields.get('timestamp') ?? '');
    const shop = this.oauth.shopOf(app.appKey, fields.get('access_token') ?? '');
    return { app, shop, params: Params.read(fields.get('param') ?? '') };
  }

  /** Milliseconds, near the simulated clock or the machine's: both of them tell the truth to somebody. */
  private checkTime(text: string): void {
    const near = (now: number): boolean => Math.abs(Number(text) - now) <= TOLERANCE;
    const real = /^\d{13}$/.test(text) && (near(this.clock.now()) || near(machineClock.now()));
    if (!real) throw rejected('timestamp不正确');
  }
}
