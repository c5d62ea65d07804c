import type { CarrierHttp, CarrierHttpResponse } from '../http.js';
import { httpError } from '../http-error.js';
import { isRecord, readJson } from '../json.js';
import type { ZtoConfig } from './config.js';
import { failIfRefused, notAnAnswer, silence, unclear } from './errors.js';
import { PROVIDER } from './manifest.js';
import { dataDigest } from './signature.js';
import type { ApiParams, WireAnswer } from './wire.js';

type Api = keyof ApiParams;

/** Calls whose repetition would do something twice. */
const acting: ReadonlySet<Api> = new Set<Api>(['zto.open.createOrder', 'zto.open.cancelPreOrder']);

/** Transport only: one POST per API, the name of which is the path. Throws `CarrierError`. */
export class ZtoClient {
  private readonly baseUrl: string;

  constructor(
    private readonly config: ZtoConfig,
    private readonly http: CarrierHttp,
  ) {
    this.baseUrl = config.baseUrl.replace(/\/+$/, '');
  }

  /** The answer, refused or not. */
  async ask<Name extends Api>(api: Name, param: ApiParams[Name]): Promise<WireAnswer> {
    const acts = acting.has(api);
    const response = await this.post(api, JSON.stringify(param), acts);
    const error = httpError(PROVIDER, response, unclear(acts));
    if (error) throw error;
    return readAnswer(response.body, acts);
  }

  /** `result` of an answer that says yes. */
  async call<Name extends Api>(api: Name, param: ApiParams[Name]): Promise<unknown> {
    const answer = await this.ask(api, param);
    failIfRefused(answer, acting.has(api));
    return answer.result;
  }

  private async post(api: Api, body: string, acts: boolean): Promise<CarrierHttpResponse> {
    const { appKey, appSecret, timeoutMs } = this.config;
    const headers = {
      'content-type': 'application/json',
      'x-appKey': appKey,
      'x-dataDigest': dataDigest(body, appSecret),
    };
    try {
      return await this.http.post({ url: `${this.baseUrl}/${api}`, headers, body, timeoutMs });
    } catch (cause) {
      throw silence(cause, acts);
    }
  }
}

function readAnswer(body: Buffer, acts: boolean): WireAnswer {
  let answer: unknown;
  try {
    answer = readJson(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw notAnAnswer(acts, cause);
  }
  if (!isRecord(answer)) throw notAnAnswer(acts);
  return answer;
}
