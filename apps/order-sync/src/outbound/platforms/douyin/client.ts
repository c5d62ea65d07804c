import { toShanghai, type Clock } from '@cartrail/kernel';
import { PlatformFailure } from '../../../application/ports.js';
import { canonicalJson, type Json } from './canonical-json.js';
import { failureOf } from './errors.js';
import { parsePlatformJson } from '../wire/json.js';
import { signCall, type DouyinApp } from './signature.js';
import type { BatchDecryptData, OrderDetailData, Reply, SearchListData, TokenData } from './wire.js';

export interface DouyinSettings extends DouyinApp {
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

const OK = new Set(['10000', '0']);

/** Transport only: public parameters in the query, `param_json` as the body; one method per token and order API. */
export class DouyinClient {
  constructor(
    private readonly settings: DouyinSettings,
    private readonly clock: Clock,
  ) {}

  tokenCreate(shopId: string): Promise<TokenData> {
    return this.call<TokenData>('token.create', {
      code: '',
      grant_type: 'authorization_self',
      shop_id: shopId,
    });
  }

  tokenRefresh(refreshToken: string): Promise<TokenData> {
    return this.call<TokenData>('token.refresh', {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
    });
  }

  orderDetail(accessToken: string, orderId: string): Promise<OrderDetailData> {
    return this.call<OrderDetailData>('order.orderDetail', { shop_order_id: orderId }, accessToken);
  }

  searchList(
    accessToken: string,
    query: { readonly from: number; readonly to: number; readonly page: number; readonly size: number },
  ): Promise<SearchListData> {
    const params = {
      update_time_start: query.from,
      update_time_end: query.to,
      order_by: 'update_time',
      order_asc: true,
      page: query.page,
      size: query.size,
    };
    return this.call<SearchListData>('order.searchList', params, accessToken);
  }

  batchDecrypt(accessToken: string, orderId: string, texts: readonly string[]): Promise<BatchDecryptData> {
    const params = { cipher_infos: texts.map((text) => ({ auth_id: orderId, cipher_text: text })) };
    return this.call<BatchDecryptData>('order.batchDecrypt', params, accessToken);
  }

  async call<T>(method: string, params: Json, accessToken?: string): Promise<T> {
    const { baseUrl, timeoutMs, appKey } = this.settings;
    const paramJson = canonicalJson(params);
    const timestamp = toShanghai(this.clock.now());
    const query = new URLSearchParams({
      app_key: appKey,
      method,
      timestamp,
      v: '2',
      sign_method: 'hmac-sha256',
      sign: signCall(this.settings, { method, paramJson, timestamp }, 'hmac-sha256'),
      ...(accessToken !== undefined && { access_token: accessToken }),
    });
    const text = await this.post(
      `${baseUrl}/${method.replaceAll('.', '/')}?${query.toString()}`,
      paramJson,
      timeoutMs,
    );
    return readReply(method, text) as T;
  }

  private async post(url: string, body: string, timeoutMs: number): Promise<string> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await response.text();
      if (response.status === 429) throw new PlatformFailure('throttled', 'douyin answered HTTP 429');
      if (response.status >= 500)
        throw new PlatformFailure('transient', `douyin answered HTTP ${response.status}`);
      return text;
    } catch (error) {
      if (error instanceof PlatformFailure) throw error;
      throw new PlatformFailure(
        'transient',
        `douyin gave no answer: ${error instanceof Error ? error.name : 'unknown'}`,
      );
    }
  }
}

function readReply(method: string, text: string): object {
  let reply: Reply;
  try {
    reply = parsePlatformJson(text) ?? {};
  } catch {
    throw new PlatformFailure('transient', `douyin answered ${method} with something that is not JSON`);
  }
  const code = String(reply.code ?? '');
  if (!OK.has(code)) {
    throw failureOf(code, reply.sub_code ?? '', reply.sub_msg ?? reply.msg ?? method, reply.log_id ?? '-');
  }
  return reply.data ?? {};
}
