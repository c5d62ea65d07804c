import type { Clock } from '@cartrail/kernel';
import type { CarrierHttp, CarrierHttpResponse } from '../http.js';
import { httpError } from '../http-error.js';
import { isRecord, readJson } from '../json.js';
import type { YundaConfig } from './config.js';
import { notAnAnswer, silence } from './errors.js';
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

  private async call(path: string, content: object): Promise<WireAnswer> {
    const response = await this.post(path.replace(/^\/+/, ''), JSON.stringify(content));
    const error = httpError(PROVIDER, response);
    if (error) throw error;
    return readAnswer(response.body);
  }

  private async post(path: string, body: string): Promise<CarrierHttpResponse> {
    const { appKey, appSecret, timeoutMs } = this.config;
    const headers = {
      'content-type': 'application/json;charset=utf-8',
      'app-key': appKey,
      sign: sign(body, appSecret),
      'req-time': String(this.clock.now()),
    };
    try {
      return await this.http.post({ url: `${this.baseUrl}/${path}`, headers, body, timeoutMs });
    } catch (cause) {
      throw silence(cause);
    }
  }
}

function readAnswer(body: Buffer): WireAnswer {
  let answer: unknown;
  try {
    answer = readJson(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw notAnAnswer(cause);
  }
  if (!isRecord(answer)) throw notAnAnswer();
  return answer;
}
