import type { Clock } from '@cartrail/kernel';
import { httpError } from '../http-error.js';
import type { CarrierHttp, CarrierHttpResponse } from '../http.js';
import { isRecord, readJson } from '../json.js';
import type { DepponConfig } from './config.js';
import { notAnAnswer, silence } from './errors.js';
import { PROVIDER } from './manifest.js';
import { digestOf } from './signature.js';
import type { ApiName, Params, WireAnswer } from './wire.js';

const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };

const paths: Readonly<Record<ApiName, string>> = {
  newTraceQuery: '/dop-interface-sync/standard-query/newTraceQuery.action',
  standTraceSubscribe: '/dop-interface-sync/dop-nonstandard-extension/standTraceSubscribe.action',
};

/** Transport only: one signed form for all calls, answers come as they were. Throws `CarrierError`. */
export class DepponClient {
  private readonly base: string;

  constructor(
    private readonly config: DepponConfig,
    private readonly http: CarrierHttp,
    private readonly clock: Clock,
  ) {
    this.base = config.baseUrl.replace(/\/+$/, '');
  }

  async call<Api extends ApiName>(api: Api, params: Params[Api]): Promise<WireAnswer> {
    const response = await this.post(api, JSON.stringify(params));
    const error = httpError(PROVIDER, response);
    if (error) throw error;
    return readAnswer(response.body);
  }

  private async post(api: ApiName, params: string): Promise<CarrierHttpResponse> {
    const { companyCode, appkey, timeoutMs } = this.config;
    const timestamp = String(this.clock.now());
    const digest = digestOf(params, appkey, timestamp);
    const body = new URLSearchParams({ companyCode, params, digest, timestamp }).toString();
    try {
      return await this.http.post({ url: this.base + paths[api], headers, body, timeoutMs });
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
