import type { Clock } from '@cartrail/kernel';
import { ask, readAnswer } from '../answers.js';
import type { CarrierHttp } from '../http.js';
import { isRecord, list } from '../json.js';
import type { Credentials, YtoConfig } from './config.js';
import { notAnAnswer } from './errors.js';
import { PROVIDER } from './manifest.js';
import { paramSign } from './signature.js';
import type { Method, Params, WireAnswer } from './wire.js';

const headers = { 'content-type': 'application/json;charset=utf-8' };

/** Of every method we call. */
const VERSION = 'v1';

/** Calls whose repetition would do something twice. */
const acting: ReadonlySet<Method> = new Set<Method>([
  'privacy_create_adapter',
  'korder_cancel_adapter',
  'wanted_report_adapter',
]);

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

  async call<Name extends Method>(
    method: Name,
    params: Params[Name],
    { openId, customerCode, secret }: Credentials,
  ): Promise<Answer> {
    const call = { provider: PROVIDER, acts: acting.has(method) };
    const url = [this.baseUrl, method, VERSION, openId, customerCode].join('/');
    const param = JSON.stringify(params);
    const body = JSON.stringify({
      timestamp: String(this.clock.now()),
      param,
      sign: paramSign({ param, method, version: VERSION }, secret),
      format: 'JSON',
    });
    const request = { url, headers, body, timeoutMs: this.config.timeoutMs };
    const answer = readAnswer(await ask(this.http, request, call), call);
    if (Array.isArray(answer)) return list(answer);
    if (!isRecord(answer)) throw notAnAnswer(call.acts);
    return answer;
  }
}

/** The answer of a method that never answers with a list. */
export function answerOf(answer: Answer, acts: boolean): WireAnswer {
  if (isList(answer)) throw notAnAnswer(acts);
  return answer;
}

export const isList = (answer: Answer): answer is readonly unknown[] => Array.isArray(answer);
