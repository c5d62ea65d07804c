import { toShanghai, type Clock } from '@cartrail/kernel';
import type { CarrierHttp, CarrierHttpResponse } from '../http.js';
import { httpError } from '../http-error.js';
import { isRecord, readJson } from '../json.js';
import type { EmsConfig } from './config.js';
import { notAnAnswer, silence } from './errors.js';
import { PROVIDER } from './manifest.js';
import { seal } from './signature.js';
import type { ApiBodies, WireAnswer } from './wire.js';

const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };
const paths = { production: '/amp-prod-api/f/amp/api/open', test: '/amp-prod-api/f/amp/api/test' } as const;

/** Transport only: one URL for all calls, answers as they came. Throws `CarrierError`. */
export class EmsClient {
  private readonly url: string;

  constructor(
    private readonly config: EmsConfig,
    private readonly http: CarrierHttp,
    private readonly clock: Clock,
  ) {
    this.url = config.baseUrl.replace(/\/+$/, '') + paths[config.environment];
  }

  async call<Code extends keyof ApiBodies>(apiCode: Code, body: ApiBodies[Code]): Promise<WireAnswer> {
    const response = await this.post(apiCode, JSON.stringify(body));
    const error = httpError(PROVIDER, response);
    if (error) throw error;
    return readAnswer(response.body);
  }

  private async post(apiCode: string, json: string): Promise<CarrierHttpResponse> {
    const { senderNo, authorization, signKey, userCode, timeoutMs } = this.config;
    const form = new URLSearchParams({
      apiCode,
      senderNo,
      authorization,
      timeStamp: toShanghai(this.clock.now()),
      // Spelt as the vendor spells it.
      logitcsInterface: seal(json, signKey),
      msgType: '0',
      version: 'V1.0.0',
      ...(userCode === undefined ? {} : { userCode }),
    });
    try {
      return await this.http.post({ url: this.url, headers, body: form.toString(), timeoutMs });
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
