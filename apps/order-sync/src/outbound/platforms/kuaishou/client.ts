import type { Clock } from '@cartrail/kernel';
import { stringify } from 'lossless-json';
import { PlatformFailure, type Application } from '../../../application/ports.js';
import { callPlatform } from '../wire/call.js';
import { parsePlatformJson } from '../wire/json.js';
import { codeOf } from '../wire/values.js';
import { KuaishouFailure } from './errors.js';
import { manifest } from './manifest.js';
import { signCall } from './signature.js';
import type {
  DecryptReply,
  OrderListData,
  RefundListData,
  Reply,
  SellerData,
  TokenReply,
  WireCase,
  WireOrder,
} from './wire.js';

export type Param = Readonly<Record<string, unknown>>;

/** The platform's numbers of the two times a list can be about. */
export const times = { created: 1, updated: 2 } as const;

export interface ListQuery {
  readonly from: number;
  readonly to: number;
  readonly by: (typeof times)[keyof typeof times];
  readonly cursor: string;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };
const OLDEST_FIRST = 2;
const EVERY_STATE = 1;
const EVERY_REFUND = 9;
const ORDERS_A_PAGE = 50;
const REFUNDS_A_PAGE = 100;

/** An id as the platform's int64. */
export function toId(id: string): bigint {
  if (!/^\d{1,19}$/.test(id)) throw new PlatformFailure('invalid', `${id} is not an id of kuaishou`);
  return BigInt(id);
}

/** Transport only: one method per call. Reading calls are GET; what writes is POST, with `param` in the body. */
export class KuaishouClient {
  private readonly api: string;

  constructor(
    private readonly application: Application,
    private readonly clock: Clock,
  ) {
    this.api = application.hosts['api'] ?? manifest.hosts['api'] ?? '';
  }

  token(code: string): Promise<TokenReply> {
    const query = new URLSearchParams({ ...this.appFields(), grant_type: 'code', code });
    return this.send(`/oauth2/access_token?${query.toString()}`, 'GET');
  }

  refresh(refreshToken: string): Promise<TokenReply> {
    const fields = { ...this.appFields(), grant_type: 'refresh_token', refresh_token: refreshToken };
    return this.send('/oauth2/refresh_token', 'POST', new URLSearchParams(fields).toString());
  }

  seller(accessToken: string): Promise<SellerData> {
    return this.data(this.call('open.user.seller.get', {}, accessToken));
  }

  order(accessToken: string, orderId: string): Promise<WireOrder> {
    return this.data(this.call('open.order.detail', { oid: toId(orderId) }, accessToken));
  }

  orders(accessToken: string, { from, to, by, cursor }: ListQuery): Promise<OrderListData> {
    const param = {
      orderViewStatus: EVERY_STATE,
      pageSize: ORDERS_A_PAGE,
      sort: OLDEST_FIRST,
      queryType: by,
      beginTime: from,
      endTime: to,
      cpsType: 0,
      cursor,
    };
    return this.data(this.call('open.order.cursor.list', param, accessToken));
  }

  decrypt(accessToken: string, orderId: string, text: string): Promise<DecryptReply> {
    const param = { batchDecryptList: [{ encryptedData: text, bizId: orderId }] };
    return this.call('open.order.decrypt.batch', param, accessToken, 'POST');
  }

  refund(accessToken: string, refundId: string): Promise<WireCase> {
    return this.data(this.call('open.seller.order.refund.detail', { refundId: toId(refundId) }, accessToken));
  }

  refunds(accessToken: string, { from, to, by, cursor }: ListQuery): Promise<RefundListData> {
    const param = {
      beginTime: from,
      endTime: to,
      type: EVERY_REFUND,
      pageSize: REFUNDS_A_PAGE,
      currentPage: 1,
      sort: OLDEST_FIRST,
      queryType: by,
      pcursor: cursor,
    };
    return this.data(this.call('open.seller.order.refund.pcursor.list', param, accessToken));
  }

  /** Of a call that changes something. */
  async write(accessToken: string, method: string, param: Param): Promise<void> {
    await this.call(method, param, accessToken, 'POST');
  }

  private async data<T extends object>(reply: Promise<Reply>): Promise<T> {
    return ((await reply).data ?? {}) as T;
  }

  private call<T extends Reply>(
    method: string,
    param: Param,
    accessToken: string,
    how: 'GET' | 'POST' = 'GET',
  ): Promise<T> {
    const { appKey = '', signSecret = '' } = this.application.credentials;
    const text = stringify(param) ?? '{}';
    const fields = {
      access_token: accessToken,
      appkey: appKey,
      method,
      signMethod: 'HMAC_SHA256',
      timestamp: String(this.clock.now()),
      version: '1',
    };
    const sign = signCall(signSecret, { ...fields, param: text });
    const path = `/${method.replaceAll('.', '/')}`;
    const query = new URLSearchParams({ ...fields, sign, ...(how === 'GET' && { param: text }) });
    const body = how === 'POST' ? new URLSearchParams({ param: text }).toString() : undefined;
    return this.send(`${path}?${query.toString()}`, how, body);
  }

  private async send<T extends Reply>(path: string, method: 'GET' | 'POST', body?: string): Promise<T> {
    const text = await callPlatform({
      platform: 'kuaishou',
      url: `${this.api}${path}`,
      method,
      headers: FORM,
      body,
      timeoutMs: this.application.timeoutMs,
    });
    return readReply(text) as T;
  }

  private appFields(): { app_id: string; app_secret: string } {
    const { appKey = '', appSecret = '' } = this.application.credentials;
    return { app_id: appKey, app_secret: appSecret };
  }
}

function readReply(text: string): Reply {
  let reply: Reply;
  try {
    reply = parsePlatformJson(text) ?? {};
  } catch {
    throw new PlatformFailure('transient', 'kuaishou answered with something that is not JSON');
  }
  const codes = [reply.result, reply.sub_code, reply.code].flatMap((code) => codeOf(code) ?? []);
  if (codeOf(reply.result) === '1') return reply;
  const said = reply.error_msg ?? reply.sub_msg ?? reply.msg ?? 'no reason given';
  throw new KuaishouFailure(codes, said, reply.request_id ?? '-');
}
