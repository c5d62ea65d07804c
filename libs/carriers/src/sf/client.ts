import { newId, type Clock } from '@cartrail/kernel';
import type { CarrierHttp, CarrierHttpResponse } from '../http.js';
import { httpError } from '../http-error.js';
import { isRecord, readJson } from '../json.js';
import type { SfConfig } from './config.js';
import { contentOf, notAnAnswer, silence, unclear } from './errors.js';
import { PROVIDER } from './manifest.js';
import { msgDigest } from './signature.js';
import type { Requests, WireEnvelope } from './wire.js';

const PATH = '/std/service';
const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };

/** Calls after which silence leaves open whether there is a booking; the search for one is among them. */
const acting: ReadonlySet<keyof Requests> = new Set([
  'EXP_RECE_CREATE_ORDER',
  'EXP_RECE_SEARCH_ORDER_RESP',
  'EXP_RECE_UPDATE_ORDER',
] as const);

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
  async call<Service extends keyof Requests>(service: Service, request: Requests[Service]): Promise<unknown> {
    const acts = acting.has(service);
    const response = await this.post(service, plain(JSON.stringify(request)), acts);
    const error = httpError(PROVIDER, response, unclear(acts));
    if (error) throw error;
    return contentOf(readAnswer(response.body, acts), acts);
  }

  private async post(service: string, msgData: string, acts: boolean): Promise<CarrierHttpResponse> {
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
    try {
      return await this.http.post({ url: this.url, headers, body: form.toString(), timeoutMs });
    } catch (cause) {
      throw silence(cause, acts);
    }
  }
}

/** How SF encodes these two before it digests is not known, and people read the wide ones alike. JSON itself has none. */
const plain = (json: string): string => json.replaceAll('*', '＊').replaceAll('~', '～');

function readAnswer(body: Buffer, acts: boolean): WireEnvelope {
  let answer: unknown;
  try {
    answer = readJson(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw notAnAnswer(acts, cause);
  }
  if (!isRecord(answer)) throw notAnAnswer(acts);
  return answer;
}
