import { fromShanghai, machineClock, MINUTE, type Clock } from '@cartrail/kernel';
import { same } from '../same.js';
import type { Shop } from '../state/model.js';
import { missing, refused } from './answers.js';
import type { TaobaoApps } from './apps.js';
import type { Oauth } from './oauth.js';
import { knowsWay, signFields } from './sign.js';

const TOLERANCE = 10 * MINUTE;

export interface Admitted {
  readonly method: string;
  readonly shop: Shop;
}

/** Checks what the platform checks before it looks at a call. */
export class Gate {
  constructor(
    private readonly apps: TaobaoApps,
    private readonly oauth: Oauth,
    private readonly clock: Clock,
  ) {}

  admit(fields: ReadonlyMap<string, string>): Admitted {
    const need = (name: string): string => {
      const value = fields.get(name) ?? '';
      if (value === '') throw name === 'session' ? refused(26) : missing(name);
      return value;
    };
    const [method, appKey, way] = [need('method'), need('app_key'), need('sign_method')];
    const secret = this.apps.secretOf(appKey);
    if (secret === undefined) throw refused(29, 'isv.appkey-not-exists');
    if (need('v') !== '2.0') throw refused(33);
    if (need('format') !== 'json') throw refused(23);
    if (!knowsWay(way) || !same(need('sign'), signFields(secret, fields, way))) throw refused(25);
    this.checkTime(need('timestamp'));
    return { method, shop: this.oauth.shopOf(appKey, need('session')) };
  }

  /** Near the simulated clock or the machine's: both of them tell the truth to somebody. */
  private checkTime(text: string): void {
    const at = fromShanghai(text);
    const near = (now: number): boolean => at !== undefined && Math.abs(at - now) <= TOLERANCE;
    if (!near(this.clock.now()) && !near(machineClock.now())) throw refused(31);
  }
}
