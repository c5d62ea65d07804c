import type { CarrierHttp, CarrierHttpResponse } from '../http.js';
import type { KdniaoConfig } from './config.js';
import { httpError } from '../http-error.js';
import { notAnAnswer, silence } from './errors.js';
import { PROVIDER } from './manifest.js';
import { isRecord, readJson } from '../json.js';
import { dataSign } from './signature.js';
import { requestTypes, type WaybillRequest } from './wire.js';

const QUERY_PATH = '/Ebusiness/EbusinessOrderHandle.aspx';
const SUBSCRIBE_PATH = '/api/dist';
const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };

/** Transport only: one call per method, answers as they came. Throws `CarrierError`. */
export class KdniaoClient {
  private readonly baseUrl: string;

  constructor(
    private readonly config: KdniaoConfig,
    private readonly http: CarrierHttp,
  ) {
    this.baseUrl = config.baseUrl.replace(/\/+$/, '');
  }

  query(request: WaybillRequest): Promise<Readonly<Record<string, unknown>>> {
    return this.call(QUERY_PATH, requestTypes[this.config.plan].query, request);
  }

  subscribe(request: WaybillRequest): Promise<Readonly<Record<string, unknown>>> {
    return this.call(SUBSCRIBE_PATH, requestTypes[this.config.plan].subscribe, request);
  }

  private async call(
    path: string,
    type: string,
    request: WaybillRequest,
  ): Promise<Readonly<Record<string, unknown>>> {
    const response = await this.post(path, type, JSON.stringify(request));
    const error = httpError(PROVIDER, response);
    if (error) throw error;
    return readAnswer(response.body);
  }

  private async post(path: string, type: string, data: string): Promise<CarrierHttpResponse> {
    const { eBusinessId, apiKey, timeoutMs } = this.config;
    // Encoded once; the official demos encode twice, and the server takes both.
    const form = new URLSearchParams({
      RequestData: data,
      EBusinessID: eBusinessId,
      RequestType: type,
      DataSign: dataSign(data, apiKey),
      DataType: '2',
    });
    try {
      return await this.http.post({ url: this.baseUrl + path, headers, body: form.toString(), timeoutMs });
    } catch (cause) {
      throw silence(cause);
    }
  }
}

function readAnswer(body: Buffer): Readonly<Record<string, unknown>> {
  let answer: unknown;
  try {
    answer = readJson(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw notAnAnswer(cause);
  }
  if (!isRecord(answer)) throw notAnAnswer();
  return answer;
}
