import { askForObject } from '../answers.js';
import type { CarrierHttp } from '../http.js';
import type { KdniaoConfig } from './config.js';
import { PROVIDER } from './manifest.js';
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

  /**
   * A query changes nothing, and a repeated subscription only repeats pushes that carry the whole history anyway:
   * neither acts.
   */
  private call(
    path: string,
    type: string,
    request: WaybillRequest,
  ): Promise<Readonly<Record<string, unknown>>> {
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
    const post = { url: this.baseUrl + path, headers, body: form.toString(), timeoutMs };
    return askForObject(this.http, post, { provider: PROVIDER, acts: false });
  }
}
