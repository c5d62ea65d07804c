import { askForObject } from '../answers.js';
import type { CarrierHttp } from '../http.js';
import type { ZtoConfig } from './config.js';
import { failIfRefused } from './errors.js';
import { PROVIDER } from './manifest.js';
import { dataDigest } from './signature.js';
import type { ApiParams, WireAnswer } from './wire.js';

type Api = keyof ApiParams;

/** Calls whose repetition would do something twice. */
const acting: ReadonlySet<Api> = new Set<Api>([
  'zto.open.createOrder',
  'zto.open.cancelPreOrder',
  'thirdcenter.createIntercept',
]);

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
  ask<Name extends Api>(api: Name, param: ApiParams[Name]): Promise<WireAnswer> {
    const { appKey, appSecret, timeoutMs } = this.config;
    const body = JSON.stringify(param);
    const headers = {
      'content-type': 'application/json',
      'x-appKey': appKey,
      'x-dataDigest': dataDigest(body, appSecret),
    };
    const request = { url: `${this.baseUrl}/${api}`, headers, body, timeoutMs };
    return askForObject(this.http, request, { provider: PROVIDER, acts: acting.has(api) });
  }

  /** `result` of an answer that says yes. `personal`: what no error may repeat. */
  async call<Name extends Api>(
    api: Name,
    param: ApiParams[Name],
    personal: readonly string[] = [],
  ): Promise<unknown> {
    const answer = await this.ask(api, param);
    failIfRefused(answer, acting.has(api), personal);
    return answer.result;
  }
}
