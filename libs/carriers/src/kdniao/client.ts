import { askForObject } from '../answers.js';
import type { CarrierHttp } from '../http.js';
import type { KdniaoConfig } from './config.js';
import { PROVIDER } from './manifest.js';
import { dataSign } from './signature.js';
import { requestTypes, type Requests, type WaybillRequest } from './wire.js';

type Answer = Readonly<Record<string, unknown>>;

/**
 * Calls whose repetition would do something twice. A query changes nothing, and a repeated subscription only repeats
 * pushes that carry the whole history anyway.
 */
const acting: ReadonlySet<keyof Requests> = new Set(['1801', '1802'] as const);

const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };

/** Transport only: one call per method, answers as they came. Throws `CarrierError`. */
export class KdniaoClient {
  constructor(
    private readonly config: KdniaoConfig,
    private readonly http: CarrierHttp,
  ) {}

  query(request: WaybillRequest): Promise<Answer> {
    return this.call(this.queryUrl, requestTypes[this.config.plan].query, request);
  }

  subscribe(request: WaybillRequest): Promise<Answer> {
    const { baseUrl, subscribePath, plan } = this.config;
    return this.call(under(baseUrl, subscribePath), requestTypes[plan].subscribe, request);
  }

  recognise(number: string): Promise<Answer> {
    return this.call(this.queryUrl, '2002', { LogisticCode: number });
  }

  order<Type extends '1801' | '1802' | '1814' | '1815'>(
    type: Type,
    request: Requests[Type],
  ): Promise<Answer> {
    return this.call(under(this.config.orderUrl, this.config.orderPath), type, request);
  }

  private get queryUrl(): string {
    return under(this.config.baseUrl, this.config.queryPath);
  }

  private call<Type extends keyof Requests>(
    url: string,
    type: Type,
    request: Requests[Type],
  ): Promise<Answer> {
    const data = JSON.stringify(request);
    const { eBusinessId, apiKey, timeoutMs } = this.config;
    // Encoded once; the official demos encode twice, and the server takes both.
    const form = new URLSearchParams({
      RequestData: data,
      EBusinessID: eBusinessId,
      RequestType: type,
      DataSign: dataSign(data, apiKey),
      DataType: '2',
    });
    const post = { url, headers, body: form.toString(), timeoutMs };
    return askForObject(this.http, post, { provider: PROVIDER, acts: acting.has(type) });
  }
}

const under = (url: string, path: string): string => url.replace(/\/+$/, '') + path;
