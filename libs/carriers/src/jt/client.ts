import type { Clock } from '@cartrail/kernel';
import type { CarrierHttp, CarrierHttpResponse } from '../http.js';
import { httpError } from '../http-error.js';
import { isRecord, readJson } from '../json.js';
import type { JtConfig } from './config.js';
import { failIfRefused, notAnAnswer, silence, unclear } from './errors.js';
import { PROVIDER } from './manifest.js';
import { headerDigest } from './signature.js';
import type { CancelParam, OrderParam, TraceQuery, TraceSubscription } from './wire.js';

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

  addOrder(order: OrderParam): Promise<unknown> {
    return this.call('order/addOrder', order, true);
  }

  cancelOrder(cancellation: CancelParam): Promise<unknown> {
    return this.call('order/cancelOrder', cancellation, true);
  }

  private async call(path: string, content: object, acts: boolean): Promise<unknown> {
    const response = await this.post(path, JSON.stringify(content), acts);
    const error = httpError(PROVIDER, response, unclear(acts));
    if (error) throw error;
    const answer = readAnswer(response.body, acts);
    failIfRefused(answer, acts);
    return answer['data'];
  }

  private async post(path: string, bizContent: string, acts: boolean): Promise<CarrierHttpResponse> {
    const { apiAccount, privateKey, timeoutMs } = this.config;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
      apiAccount,
      digest: headerDigest(bizContent, privateKey),
      timestamp: String(this.clock.now()),
    };
    const body = new URLSearchParams({ bizContent }).toString();
    try {
      return await this.http.post({ url: `${this.baseUrl}/${path}`, headers, body, timeoutMs });
    } catch (cause) {
      throw silence(cause, acts);
    }
  }
}

function readAnswer(body: Buffer, acts: boolean): Readonly<Record<string, unknown>> {
  let answer: unknown;
  try {
    answer = readJson(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw notAnAnswer(acts, cause);
  }
  if (!isRecord(answer)) throw notAnAnswer(acts);
  return answer;
}
