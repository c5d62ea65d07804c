import { toShanghai, type Clock } from '@cartrail/kernel';
import type { CarrierError } from '../errors.js';
import type { CarrierHttp, CarrierHttpResponse } from '../http.js';
import { httpError } from '../http-error.js';
import { isRecord, readJson } from '../json.js';
import type { JdlConfig } from './config.js';
import { dataOf, gatewayRefusal, notAnAnswer, silence, unclear } from './errors.js';
import { PROVIDER } from './manifest.js';
import { signOf, VERSION } from './signature.js';
import type { Owner, Requests } from './wire.js';

const headers = { 'content-type': 'application/json;charset=utf-8' };

/** Calls whose repetition would do something twice. */
const acting: ReadonlySet<keyof Requests> = new Set([
  '/ecap/v1/orders/create',
  '/ecap/v1/orders/cancel',
] as const);

/** Transport only: one call per path, each answering `data` of what JDL granted. Throws `CarrierError`. */
export class JdlClient {
  private readonly baseUrl: string;

  constructor(
    private readonly config: JdlConfig,
    private readonly http: CarrierHttp,
    private readonly clock: Clock,
  ) {
    this.baseUrl = config.baseUrl.replace(/\/+$/, '');
  }

  /** `personal`: what of the request must not be quoted by an error. */
  async call<Path extends keyof Requests>(
    path: Path,
    request: Requests[Path],
    personal: readonly string[] = [],
  ): Promise<unknown> {
    const { orderOrigin, customerCode } = this.config;
    const acts = acting.has(path);
    const owner: Owner = { orderOrigin, customerCode };
    // One request, in a list all the same.
    const response = await this.post(path, JSON.stringify([{ ...request, ...owner }]), acts);
    const error = refused(response, acts, personal);
    if (error) throw error;
    return dataOf(readAnswer(response.body, acts), acts, personal);
  }

  private async post(path: string, body: string, acts: boolean): Promise<CarrierHttpResponse> {
    const { appKey, appSecret, accessToken, timeoutMs } = this.config;
    const timestamp = toShanghai(this.clock.now());
    const query = new URLSearchParams({
      'LOP-DN': 'ECAP',
      app_key: appKey,
      access_token: accessToken,
      timestamp,
      v: VERSION,
      sign: signOf({ accessToken, appKey, path, body, timestamp }, appSecret),
      algorithm: 'md5-salt',
    });
    try {
      return await this.http.post({
        url: `${this.baseUrl}${path}?${urlText(query)}`,
        headers,
        body,
        timeoutMs,
      });
    } catch (cause) {
      throw silence(cause, acts);
    }
  }
}

/** A space of a URL; the `+` of a form is a plus to some readers, and would be another time than the signed one. */
const urlText = (query: URLSearchParams): string => query.toString().replaceAll('+', '%20');

/** Where the gateway says in its own words why the status is bad, these tell more. */
function refused(
  response: CarrierHttpResponse,
  acts: boolean,
  personal: readonly string[],
): CarrierError | undefined {
  const error = httpError(PROVIDER, response, unclear(acts));
  if (error?.kind !== 'permanent') return error;
  try {
    return gatewayRefusal(readAnswer(response.body, acts), acts, personal) ?? error;
  } catch {
    return error;
  }
}

function readAnswer(body: Buffer, acts: boolean): Readonly<Record<string, unknown>> {
  let answer: unknown;
  try {
    answer = readJson(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw notAnAnswer(acts, cause);
  }
  if (!isRecord(answer)) throw notAnAnswer(acts);
  return answer;
}
