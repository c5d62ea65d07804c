import type { Clock } from '@cartrail/kernel';
import { httpError } from '../http-error.js';
import type { CarrierHttp, CarrierHttpResponse } from '../http.js';
import { isRecord, list, readJson } from '../json.js';
import type { Credentials, YtoConfig } from './config.js';
import { notAnAnswer, silence, unclear } from './errors.js';
import { PROVIDER } from './manifest.js';
import { paramSign } from './signature.js';
import type { Method, Params, WireAnswer } from './wire.js';

const headers = { 'content-type': 'application/json;charset=utf-8' };

/** Of every method we call. */
const VERSION = 'v1';

/** Calls whose repetition would do something twice. */
const acting: ReadonlySet<Method> = new Set<Method>(['privacy_create_adapter', 'korder_cancel_adapter']);

/** A list where a query found something, else an object. */
export type Answer = WireAnswer | readonly unknown[];

/** Transport only: one URL per method and its credentials, answers as they came. Throws `CarrierError`. */
export class YtoClient {
  private readonly baseUrl: string;

  constructor(
    private readonly config: YtoConfig,
    private readonly http: CarrierHttp,
    private readonly clock: Clock,
  ) {
    this.baseUrl = config.baseUrl.replace(/\/+$/, '');
  }

  async call<Name extends Method>(method: Name, param: Params[Name], by: Credentials): Promise<Answer> {
    const acts = acting.has(method);
    const response = await this.post(method, JSON.stringify(param), by, acts);
    const error = httpError(PROVIDER, response, unclear(acts));
    if (error) throw error;
    return readAnswer(response.body, acts);
  }

  private async post(
    method: Method,
    param: string,
    { openId, customerCode, secret }: Credentials,
    acts: boolean,
  ): Promise<CarrierHttpResponse> {
    const url = [this.baseUrl, method, VERSION, openId, customerCode].join('/');
    const body = JSON.stringify({
      timestamp: String(this.clock.now()),
      param,
      sign: paramSign({ param, method, version: VERSION }, secret),
      format: 'JSON',
    });
    try {
      return await this.http.post({ url, headers, body, timeoutMs: this.config.timeoutMs });
    } catch (cause) {
      throw silence(cause, acts);
    }
  }
}

/** The answer of a method that never answers with a list. */
export function answerOf(answer: Answer, acts: boolean): WireAnswer {
  if (isList(answer)) throw notAnAnswer(acts);
  return answer;
}

export const isList = (answer: Answer): answer is readonly unknown[] => Array.isArray(answer);

function readAnswer(body: Buffer, acts: boolean): Answer {
  let answer: unknown;
  try {
    answer = readJson(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw notAnAnswer(acts, cause);
  }
  if (Array.isArray(answer)) return list(answer);
  if (!isRecord(answer)) throw notAnAnswer(acts);
  return answer;
}
