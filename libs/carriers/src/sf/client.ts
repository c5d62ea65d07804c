import { newId, type Clock } from '@cartrail/kernel';
import { askForObject } from '../answers.js';
import type { CarrierHttp } from '../http.js';
import type { SfConfig } from './config.js';
import { contentOf } from './errors.js';
import { PROVIDER } from './manifest.js';
import { msgDigest } from './signature.js';
import type { Requests } from './wire.js';

const PATH = '/std/service';
const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };

/** Calls after which silence leaves open whether there is a booking; to look for one is among them. */
const acting: ReadonlySet<keyof Requests> = new Set([
  'EXP_RECE_CREATE_ORDER',
  'EXP_RECE_SEARCH_ORDER_RESP',
  'EXP_RECE_UPDATE_ORDER',
  'EXP_RECE_WANTED_INTERCEPT',
] as const);

export interface CallOptions {
  /** What no error may repeat. */
  readonly personal?: readonly string[];
  /** Whether silence leaves something open; what the service is for, unless said otherwise. */
  readonly acts?: boolean;
}

/** Transport only: one call per service. Throws `CarrierError`. */
export class SfClient {
  private readonly url: string;

  constructor(
    private readonly config: SfConfig,
    private readonly http: CarrierHttp,
    private readonly clock: Clock,
  ) {
    this.url = config.baseUrl.replace(/\/+$/, '') + PATH;
  }

  /** The `msgData` of a successful answer, as it came. */
  async call<Service extends keyof Requests>(
    service: Service,
    request: Requests[Service],
    { personal = [], acts = acting.has(service) }: CallOptions = {},
  ): Promise<unknown> {
    const msgData = plain(JSON.stringify(request));
    const { partnerId, checkWord, timeoutMs } = this.config;
    const timestamp = String(this.clock.now());
    const form = new URLSearchParams({
      partnerID: partnerId,
      requestID: newId(),
      serviceCode: service,
      timestamp,
      msgDigest: msgDigest(msgData, timestamp, checkWord),
      msgData,
    });
    const post = { url: this.url, headers, body: form.toString(), timeoutMs };
    const answer = await askForObject(this.http, post, { provider: PROVIDER, acts });
    return contentOf(answer, acts, personal);
  }
}

/** How SF encodes these two before it digests is not known, and people read the wide ones alike. JSON itself has none. */
const plain = (json: string): string => json.replaceAll('*', '＊').replaceAll('~', '～');
