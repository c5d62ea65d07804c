import { PlatformFailure } from '../../../application/ports.js';
import { callPlatform } from '../wire/call.js';
import { parsePlatformJson } from '../wire/json.js';
import { codeOf } from '../wire/values.js';
import { failureOf } from './errors.js';
import type { RefundsData, Reply, TokenData, TradeData, TradesData, WireRefund } from './wire.js';

export interface YouzanSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

export interface ListPage {
  readonly page: number;
  readonly size: number;
}

/** Bounds as the list wants them: wall time for orders, unix seconds for cases. */
export type Bounds = Readonly<Record<string, string | number>>;

/** Transport only: one method per call. */
export class YouzanClient {
  constructor(private readonly settings: YouzanSettings) {}

  token(how: Readonly<Record<string, string | boolean>>): Promise<TokenData> {
    const { clientId, clientSecret } = this.settings;
    return this.post<TokenData>('/auth/token', 'auth/token', {
      client_id: clientId,
      client_secret: clientSecret,
      ...how,
    });
  }

  trade(token: string, tid: string): Promise<TradeData> {
    return this.call(token, 'youzan.trade.get/4.0.2', { tid });
  }

  trades(token: string, bounds: Bounds, { page, size }: ListPage): Promise<TradesData> {
    return this.call(token, 'youzan.trades.sold.get/4.0.4', { ...bounds, page_no: page, page_size: size });
  }

  refund(token: string, refundId: string): Promise<WireRefund> {
    return this.call(token, 'youzan.trade.refund.get/3.0.1', { refund_id: refundId });
  }

  refunds(token: string, bounds: Bounds, { page, size }: ListPage): Promise<RefundsData> {
    return this.call(token, 'youzan.trade.refund.search/3.0.1', {
      ...bounds,
      page_no: page,
      page_size: size,
    });
  }

  /** A word on a case: `api` with its version, and the version of the case it follows from. */
  async say(token: string, api: string, params: object): Promise<void> {
    const answer = await this.call<{ is_success?: boolean } | boolean>(token, api, params);
    const done = typeof answer === 'object' ? answer.is_success : answer;
    if (done === false) throw new PlatformFailure('invalid', `youzan did not do ${api} and says no more`);
  }

  async decrypt(token: string, source: string): Promise<string> {
    const plain = await this.call<unknown>(token, 'youzan.cloud.secret.decrypt.single/1.0.0', { source });
    if (typeof plain !== 'string') throw new PlatformFailure('invalid', 'youzan could not decrypt');
    return plain;
  }

  private call<T>(token: string, api: string, params: object): Promise<T> {
    const query = new URLSearchParams({ access_token: token });
    return this.post<T>(`/api/${api}?${query.toString()}`, api, params);
  }

  private async post<T>(path: string, name: string, body: object): Promise<T> {
    const { baseUrl, timeoutMs } = this.settings;
    const text = await callPlatform({
      platform: 'youzan',
      url: `${baseUrl}${path}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      timeoutMs,
    });
    return readReply(name, text) as T;
  }
}

function readReply(name: string, text: string): unknown {
  let reply: Reply;
  try {
    reply = parsePlatformJson(text) ?? {};
  } catch {
    throw new PlatformFailure('transient', `youzan answered ${name} with something that is not JSON`);
  }
  const { gw_err_resp: gateway, error_response: error, trace_id: traceId = '-' } = reply;
  if (gateway) {
    throw failureOf(codeOf(gateway.err_code) ?? '', gateway.err_msg ?? name, gateway.trace_id ?? traceId);
  }
  if (error) throw failureOf(codeOf(error.code) ?? '', error.msg ?? error.message ?? name, traceId);
  if (reply.success === false) throw failureOf(codeOf(reply.code) ?? '', reply.message ?? name, traceId);
  const answer = reply.data ?? reply.response;
  if (answer === undefined || answer === null) {
    // What a push told of can be asked for half a minute later.
    throw new PlatformFailure('transient', `youzan has no answer to ${name} yet (trace_id ${traceId})`);
  }
  return answer;
}
