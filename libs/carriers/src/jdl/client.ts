import { toShanghai, type Clock } from '@cartrail/kernel';
import { answerTo, readObject, type Call } from '../answers.js';
import type { CarrierError } from '../errors.js';
import { unclear } from '../failures.js';
import type { CarrierHttp, CarrierHttpResponse } from '../http.js';
import { httpError } from '../http-error.js';
import type { JdlConfig } from './config.js';
import { dataOf, gatewayRefusal } from './errors.js';
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
    const call = { provider: PROVIDER, acts: acting.has(path) };
    const owner: Owner = { orderOrigin, customerCode };
    // One request, in a list all the same.
    const response = await this.post(path, JSON.stringify([{ ...request, ...owner }]), call);
    const error = refused(response, call, personal);
    if (error) throw error;
    return dataOf(readObject(response.body, call), call.acts, personal);
  }

  private post(path: string, body: string, call: Call): Promise<CarrierHttpResponse> {
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
    const url = `${this.baseUrl}${path}?${urlText(query)}`;
    return answerTo(this.http, { url, headers, body, timeoutMs }, call);
  }
}

/** A space of a URL; the `+` of a form is a plus to some readers, and would be another time than the signed one. */
const urlText = (query: URLSearchParams): string => query.toString().replaceAll('+', '%20');

/** Where the gateway says in its own words why the status is bad, these tell more. */
function refused(
  response: CarrierHttpResponse,
  call: Call,
  personal: readonly string[],
): CarrierError | undefined {
  const error = httpError(PROVIDER, response, unclear(call.acts));
  if (error?.kind !== 'permanent') return error;
  try {
    return gatewayRefusal(readObject(response.body, call), call.acts, personal) ?? error;
  } catch {
    return error;
  }
}
