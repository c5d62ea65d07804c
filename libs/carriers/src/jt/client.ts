import type { Clock } from '@cartrail/kernel';
import { askForObject } from '../answers.js';
import type { CarrierHttp } from '../http.js';
import type { JtConfig } from './config.js';
import { failIfRefused } from './errors.js';
import { PROVIDER } from './manifest.js';
import { headerDigest } from './signature.js';
import type { CancelParam, InterceptParam, OrderParam, TraceQuery, TraceSubscription } from './wire.js';

/** Transport only: one call per method, each answering `data` of what J&T granted. Throws `CarrierError`. */
export class JtClient {
  private readonly baseUrl: string;

  constructor(
    private readonly config: JtConfig,
    private readonly http: CarrierHttp,
    private readonly clock: Clock,
  ) {
    this.baseUrl = config.baseUrl.replace(/\/+$/, '');
  }

  trace(query: TraceQuery): Promise<unknown> {
    return this.call('logistics/trace', query, false);
  }

  subscribe(subscription: TraceSubscription): Promise<unknown> {
    return this.call(this.config.subscribePath.replace(/^\/+/, ''), subscription, false);
  }

  /** `personal`: what no error may repeat. */
  addOrder(order: OrderParam, personal: readonly string[]): Promise<unknown> {
    return this.call('order/addOrder', order, true, personal);
  }

  cancelOrder(cancellation: CancelParam): Promise<unknown> {
    return this.call('order/cancelOrder', cancellation, true);
  }

  /** `path`: below `baseUrl`. */
  intercept(path: string, wish: InterceptParam): Promise<unknown> {
    return this.call(path.replace(/^\/+/, ''), wish, true);
  }

  private async call(
    path: string,
    content: object,
    acts: boolean,
    personal: readonly string[] = [],
  ): Promise<unknown> {
    const bizContent = JSON.stringify(content);
    const { apiAccount, privateKey, timeoutMs } = this.config;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
      apiAccount,
      digest: headerDigest(bizContent, privateKey),
      timestamp: String(this.clock.now()),
    };
    const body = new URLSearchParams({ bizContent }).toString();
    const request = { url: `${this.baseUrl}/${path}`, headers, body, timeoutMs };
    const answer = await askForObject(this.http, request, { provider: PROVIDER, acts });
    failIfRefused(answer, acts, personal);
    return answer['data'];
  }
}
