import type { Clock } from '@cartrail/kernel';
import { askForObject } from '../answers.js';
import type { CarrierHttp } from '../http.js';
import type { YundaConfig } from './config.js';
import { PROVIDER } from './manifest.js';
import { sign } from './signature.js';
import type { TraceQuery, TraceSubscription, WireAnswer } from './wire.js';

/** Transport only: one call per method, answers as they came. Throws `CarrierError`. */
export class YundaClient {
  private readonly baseUrl: string;

  constructor(
    private readonly config: YundaConfig,
    private readonly http: CarrierHttp,
    private readonly clock: Clock,
  ) {
    this.baseUrl = config.baseUrl.replace(/\/+$/, '');
  }

  query(query: TraceQuery): Promise<WireAnswer> {
    return this.call(this.config.queryPath, query);
  }

  subscribe(subscription: TraceSubscription): Promise<WireAnswer> {
    return this.call(this.config.subscribePath, subscription);
  }

  /** All of these are safe to repeat. */
  private call(path: string, content: object): Promise<WireAnswer> {
    const { appKey, appSecret, timeoutMs } = this.config;
    const body = JSON.stringify(content);
    const headers = {
      'content-type': 'application/json;charset=utf-8',
      'app-key': appKey,
      sign: sign(body, appSecret),
      'req-time': String(this.clock.now()),
    };
    const url = `${this.baseUrl}/${path.replace(/^\/+/, '')}`;
    return askForObject(this.http, { url, headers, body, timeoutMs }, { provider: PROVIDER, acts: false });
  }
}
