import type { Clock } from '@cartrail/kernel';
import { askForObject } from '../answers.js';
import type { CarrierHttp } from '../http.js';
import type { DepponConfig } from './config.js';
import { PROVIDER } from './manifest.js';
import { digestOf } from './signature.js';
import type { ApiName, Params, WireAnswer } from './wire.js';

const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };

/** Where a call goes; `acts`: its repetition would do something twice. */
const calls = {
  newTraceQuery: { host: 'baseUrl', path: 'dop-interface-sync/standard-query', acts: false },
  queryOrder: { host: 'baseUrl', path: 'dop-interface-sync/standard-query', acts: false },
  standTraceSubscribe: {
    host: 'baseUrl',
    path: 'dop-interface-sync/dop-nonstandard-extension',
    acts: false,
  },
  createOrderNotify: { host: 'orderUrl', path: 'dop-interface-async/standard-order', acts: true },
  cancelOrder: { host: 'orderUrl', path: 'dop-interface-async/standard-order', acts: true },
} as const satisfies Record<ApiName, { host: keyof DepponConfig; path: string; acts: boolean }>;

/** Transport only: one signed form for all calls, answers come as they were. Throws `CarrierError`. */
export class DepponClient {
  constructor(
    private readonly config: DepponConfig,
    private readonly http: CarrierHttp,
    private readonly clock: Clock,
  ) {}

  async call<Api extends ApiName>(api: Api, params: Params[Api]): Promise<WireAnswer> {
    const { companyCode, appkey, timeoutMs } = this.config;
    const { host, path, acts } = calls[api];
    const url = `${this.config[host].replace(/\/+$/, '')}/${path}/${api}.action`;
    const text = JSON.stringify(params);
    const timestamp = String(this.clock.now());
    const digest = digestOf(text, appkey, timestamp);
    const body = new URLSearchParams({ companyCode, params: text, digest, timestamp }).toString();
    return askForObject(this.http, { url, headers, body, timeoutMs }, { provider: PROVIDER, acts });
  }
}
