import { toShanghai, type Clock } from '@cartrail/kernel';
import { PlatformFailure } from '../../../application/ports.js';
import { canonicalJson, type Json } from './canonical-json.js';
import { failureOf } from './errors.js';
import { callPlatform } from '../wire/call.js';
import { parsePlatformJson } from '../wire/json.js';
import { signCall, type DouyinApp } from './signature.js';
import type { BatchDecryptData, OrderDetailData, Reply, SearchListData, TokenData } from './wire.js';

export interface DouyinSettings extends DouyinApp {
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

export type ListedBy = 'create_time' | 'update_time';

export interface OrderQuery {
  readonly by: ListedBy;
  /** Unix seconds, as is the next. */
  readonly from: number;
  readonly to: number;
  readonly page: number;
  readonly size: number;
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

  searchList(accessToken: string, query: OrderQuery): Promise<SearchListData> {
    const params = {
      [`${query.by}_start`]: query.from,
      [`${query.by}_end`]: query.to,
      order_by: query.by,
      order_asc: true,
      page: query.page,
      size: query.size,
    };
    return this.call<SearchListData>('order.searchList', params, accessToken);
  }

  logisticsAdd(accessToken: string, orderId: string, company: string, number: string): Promise<object> {
    const params = { order_id: orderId, company_code: company, logistics_code: number };
    return this.call<object>('order.logisticsAdd', params, accessToken);
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
    const text = await callPlatform({
      platform: 'douyin',
      url: `${baseUrl}/${method.replaceAll('.', '/')}?${query.toString()}`,
      headers: { 'content-type': 'application/json' },
      body: paramJson,
      timeoutMs,
    });
    return readReply(method, text) as T;
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
