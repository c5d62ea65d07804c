import type { Clock } from '@cartrail/kernel';
import { ask, askForObject, readAnswer } from '../answers.js';
import type { CarrierHttp, CarrierHttpRequest } from '../http.js';
import type { Kuaidi100Config } from './config.js';
import { PROVIDER } from './manifest.js';
import { orderSign, querySign } from './signature.js';
import type { InterceptParam, OrderParams, QueryParam, SubscribeParam, WireAnswer } from './wire.js';

const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };

export type Answer = WireAnswer & Readonly<Record<string, unknown>>;

type Form = Readonly<Record<string, string>>;

/** Calls whose repetition would do something twice. */
const acting: ReadonlySet<keyof OrderParams> = new Set(['bOrder', 'cancel'] as const);

export const acts = (method: keyof OrderParams): boolean => acting.has(method);

/** Transport only: one call per product, answers as they came. Throws `CarrierError`. */
export class Kuaidi100Client {
  constructor(
    private readonly config: Kuaidi100Config,
    private readonly http: CarrierHttp,
    private readonly clock: Clock,
  ) {}

  query(param: QueryParam, customer: string): Promise<Answer> {
    const text = JSON.stringify(param);
    const sign = querySign(text, { key: this.config.key, customer });
    return this.ask('/poll/query.do', { customer, sign, param: text });
  }

  /** Signed by nothing: the key travels inside `param`. */
  subscribe(param: SubscribeParam): Promise<Answer> {
    return this.ask('/poll', { schema: 'json', param: JSON.stringify(param) });
  }

  order<Method extends keyof OrderParams>(method: Method, param: OrderParams[Method]): Promise<Answer> {
    const url = trimmed(this.config.orderUrl) + this.config.orderPath;
    const call = { provider: PROVIDER, acts: acts(method) };
    return askForObject(this.http, this.post(url, this.signed(method, param)), call);
  }

  intercept(param: InterceptParam): Promise<Answer> {
    const url = `${trimmed(this.config.labelUrl)}/label/order`;
    const call = { provider: PROVIDER, acts: true };
    return askForObject(this.http, this.post(url, this.signed('interceptOrder', param)), call);
  }

  /** Signed by nothing. A list, or an object that refuses. */
  async recognise(num: string): Promise<unknown> {
    const url = `${trimmed(this.config.recogniseUrl)}/autonumber/auto`;
    const call = { provider: PROVIDER, acts: false };
    return readAnswer(await ask(this.http, this.post(url, { num, key: this.config.key }), call), call);
  }

  private signed(method: string, param: object): Form {
    const text = JSON.stringify(param);
    const t = String(this.clock.now());
    return { method, key: this.config.key, sign: orderSign(text, t, this.config), t, param: text };
  }

  private ask(path: string, form: Form): Promise<Answer> {
    const request = this.post(trimmed(this.config.baseUrl) + path, form);
    return askForObject(this.http, request, { provider: PROVIDER, acts: false });
  }

  private post(url: string, form: Form): CarrierHttpRequest {
    return { url, headers, body: new URLSearchParams(form).toString(), timeoutMs: this.config.timeoutMs };
  }
}

const trimmed = (url: string): string => url.replace(/\/+$/, '');
