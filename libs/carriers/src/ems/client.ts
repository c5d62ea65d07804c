import { toShanghai, type Clock } from '@cartrail/kernel';
import { askForObject } from '../answers.js';
import type { CarrierHttp } from '../http.js';
import type { EmsConfig } from './config.js';
import { PROVIDER } from './manifest.js';
import { seal } from './signature.js';
import type { ApiBodies, WireAnswer } from './wire.js';

const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };
const paths = { production: '/amp-prod-api/f/amp/api/open', test: '/amp-prod-api/f/amp/api/test' } as const;

/** Calls whose repetition would do something twice. */
const acting: ReadonlySet<keyof ApiBodies> = new Set<keyof ApiBodies>(['020003', '020006']);

/** Transport only: one URL for all calls; answers as they came. Throws `CarrierError`. */
export class EmsClient {
  private readonly url: string;

  constructor(
    private readonly config: EmsConfig,
    private readonly http: CarrierHttp,
    private readonly clock: Clock,
  ) {
    this.url = config.baseUrl.replace(/\/+$/, '') + paths[config.environment];
  }

  call<Code extends keyof ApiBodies>(apiCode: Code, body: ApiBodies[Code]): Promise<WireAnswer> {
    const { senderNo, authorization, signKey, userCode, timeoutMs } = this.config;
    const form = new URLSearchParams({
      apiCode,
      senderNo,
      authorization,
      timeStamp: toShanghai(this.clock.now()),
      // Spelt as the vendor spells it.
      logitcsInterface: seal(JSON.stringify(body), signKey),
      msgType: '0',
      version: 'V1.0.0',
      ...(userCode === undefined ? {} : { userCode }),
    });
    const request = { url: this.url, headers, body: form.toString(), timeoutMs };
    return askForObject(this.http, request, { provider: PROVIDER, acts: acting.has(apiCode) });
  }
}
