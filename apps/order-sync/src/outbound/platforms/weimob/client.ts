import { stringify } from 'lossless-json';
import { PlatformFailure, type PlatformFailureKind } from '../../../application/ports.js';
import { callPlatform } from '../wire/call.js';
import { parsePlatformJson } from '../wire/json.js';
import { codeOf } from '../wire/values.js';
import type { OrderData, PageData, Reply, RightsData, TokenReply, WireOrder, WireRights } from './wire.js';

export interface WeimobSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
  /** By what the merchant knows of the codes; any other is `invalid`. */
  readonly failures: ReadonlyMap<string, PlatformFailureKind>;
}

/** In the merchant's unit. */
export interface ListQuery {
  readonly type: number;
  readonly startTime: number;
  readonly endTime: number;
  readonly page: number;
  readonly size: number;
}

const DIGITS = /^\d{1,19}$/;

/** Transport only: one method per call. Ids are int64 numbers on the wire, beyond what a double holds. */
export class WeimobClient {
  constructor(private readonly settings: WeimobSettings) {}

  /** Answers what has no token, too: the token door has no codes of its own. */
  async token(how: Readonly<Record<string, string>>): Promise<TokenReply> {
    const { clientId, clientSecret } = this.settings;
    const query = new URLSearchParams({ ...how, client_id: clientId, client_secret: clientSecret });
    return this.post<TokenReply>('oauth2/token', `/fuwu/b/oauth2/token?${query.toString()}`, undefined);
  }

  order(token: string, orderNo: string): Promise<OrderData> {
    return this.call(token, 'weimob_shop/v2.0/order/detail/get', { orderNo: int64(orderNo) });
  }

  orders(token: string, query: ListQuery): Promise<PageData<{ readonly orderInfo?: WireOrder }>> {
    return this.call(token, 'weimob_shop/v2.0/order/list/search', toSearch(query));
  }

  rights(token: string, rightsId: string): Promise<RightsData> {
    return this.call(token, 'weimob_shop/v2.0/rights/detail/get', { rightsId: int64(rightsId) });
  }

  rightsList(token: string, query: ListQuery): Promise<PageData<WireRights>> {
    return this.call(token, 'weimob_shop/v2.0/rights/list/search', toSearch(query));
  }

  /** A word on a case: `agree`, `refuse` or `return/confirm`. */
  async say(token: string, word: string, rightsId: string, more: object = {}): Promise<void> {
    const path = `weimob_shop/v2.0/rights/${word}`;
    const { success } = await this.call<{ success?: boolean }>(token, path, {
      rightsId: int64(rightsId),
      ...more,
    });
    if (success === false) throw new PlatformFailure('invalid', `weimob did not do ${word} and says no more`);
  }

  async decrypt(token: string, source: string): Promise<string> {
    const { result } = await this.call<{ result?: string }>(token, 'bos/v2.0/security/decrypt', { source });
    if (result === undefined) throw new PlatformFailure('invalid', 'weimob could not decrypt');
    return result;
  }

  private async call<T>(token: string, path: string, params: object): Promise<T> {
    const query = new URLSearchParams({ accesstoken: token });
    const reply = await this.post<Reply>(path, `/apigw/${path}?${query.toString()}`, stringify(params));
    const code = codeOf(reply.code?.errcode) ?? '';
    if (code !== '0') {
      const words = `${reply.code?.errmsg ?? path} (globalTicket ${reply.globalTicket ?? '-'})`;
      throw new PlatformFailure(this.settings.failures.get(code) ?? 'invalid', `weimob ${code}: ${words}`);
    }
    return (reply.data ?? {}) as T;
  }

  private async post<T>(name: string, path: string, body: string | undefined): Promise<T> {
    const { baseUrl, timeoutMs } = this.settings;
    const text = await callPlatform({
      platform: 'weimob',
      url: `${baseUrl}${path}`,
      ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
      timeoutMs,
    });
    try {
      return (parsePlatformJson(text) ?? {}) as T;
    } catch {
      throw new PlatformFailure('transient', `weimob answered ${name} with something that is not JSON`);
    }
  }
}

const toSearch = ({ type, startTime, endTime, page, size }: ListQuery): object => ({
  queryParameter: { queryTime: { startTime, endTime, type } },
  pageNum: page,
  pageSize: size,
});

function int64(id: string): bigint {
  if (!DIGITS.test(id)) throw new PlatformFailure('invalid', `${id} is no id of weimob's`);
  return BigInt(id);
}
