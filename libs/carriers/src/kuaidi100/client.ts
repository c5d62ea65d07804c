import type { Clock } from '@cartrail/kernel';
import { askForObject } from '../answers.js';
import type { CarrierHttp } from '../http.js';
import type { Kuaidi100Config } from './config.js';
import { PROVIDER } from './manifest.js';
import { orderSign, querySign } from './signature.js';
import type { OrderParams, QueryParam, SubscribeParam, WireAnswer } from './wire.js';

const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };

export type Answer = WireAnswer & Readonly<Record<string, unknown>>;

/** Calls whose repetition would do something twice. */
const acting: ReadonlySet<keyof OrderParams> = new Set(['bOrder', 'cancel'] as const);

export const acts = (method: keyof OrderParams): boolean => acting.has(method);

/** Transport only: one call per product, answers as they came. Throws `CarrierError`. */
export class Kuaidi100Client {
  private readonly baseUrl: string;

  constructor(
    private readonly config: Kuaidi100Config,
    private readonly http: CarrierHttp,
    private readonly clock: Clock,
  ) {
    this.baseUrl = config.baseUrl.replace(/\/+$/, '');
  }

  query(param: QueryParam, customer: string): Promise<Answer> {
    const text = JSON.stringify(param);
    const sign = querySign(text, { key: this.config.key, customer });
    return this.call('/poll/query.do', { customer, sign, param: text }, false);
  }

  /** Signed by nothing: the key travels inside `param`. */
  subscribe(param: SubscribeParam): Promise<Answer> {
    return this.call('/poll', { schema: 'json', param: JSON.stringify(param) }, false);
  }

  order<Method extends keyof OrderParams>(method: Method, param: OrderParams[Method]): Promise<Answer> {
    const text = JSON.stringify(param);
    const t = String(this.clock.now());
    const sign = orderSign(text, t, this.config);
    const form = { method, key: this.config.key, sign, t, param: text };
    return this.call('/order/borderapi.do', form, acts(method));
  }

  private call(path: string, form: Readonly<Record<string, string>>, acting: boolean): Promise<Answer> {
    const body = new URLSearchParams(form).toString();
    const request = { url: this.baseUrl + path, headers, body, timeoutMs: this.config.timeoutMs };
    return askForObject(this.http, request, { provider: PROVIDER, acts: acting });
  }
}
