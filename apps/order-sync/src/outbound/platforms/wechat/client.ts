import { PlatformFailure } from '../../../application/ports.js';
import { callPlatform } from '../wire/call.js';
import { parsePlatformJson } from '../wire/json.js';
import { codeOf } from '../wire/values.js';
import { failureOf } from './errors.js';
import type {
  CaseData,
  CaseIdsData,
  ComplaintData,
  DecodedData,
  OrderData,
  OrderIdsData,
  Reply,
  TokenData,
} from './wire.js';

export interface WeChatSettings {
  readonly appId: string;
  readonly secret: string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

/** Whole seconds. */
export interface ListedSpan {
  readonly by: 'create' | 'update';
  readonly from: number;
  readonly to: number;
  readonly nextKey?: string;
}

export interface Delivery {
  readonly delivery_id: string;
  readonly waybill_id: string;
  readonly product_infos: readonly {
    readonly product_id: string;
    readonly sku_id: string;
    readonly product_cnt: number;
  }[];
}

/** What `acceptapply` agrees to: the goods may come back, or the buyer is paid. */
export const accepts = { goodsBack: 1, refund: 2 } as const;

/** The merchant hands the parcel to a courier. */
const BY_COURIER = 1;

/** Transport only: a token in the query, JSON in the body; one method per call. */
export class WeChatClient {
  constructor(private readonly settings: WeChatSettings) {}

  stableToken(): Promise<TokenData> {
    const { appId: appid, secret } = this.settings;
    return this.post('/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret });
  }

  orders(token: string, { by, from, to, nextKey }: ListedSpan, size: number): Promise<OrderIdsData> {
    const body = {
      [`${by}_time_range`]: { start_time: from, end_time: to },
      page_size: size,
      next_key: nextKey,
    };
    return this.post('/channels/ec/order/list/get', body, token);
  }

  order(token: string, orderId: string): Promise<OrderData> {
    return this.post('/channels/ec/order/get', { order_id: orderId }, token);
  }

  decode(token: string, orderId: string): Promise<DecodedData> {
    return this.post('/channels/ec/order/sensitiveinfo/decode', { order_id: orderId }, token);
  }

  async send(token: string, orderId: string, delivery: Delivery): Promise<void> {
    const body = { order_id: orderId, delivery_list: [{ ...delivery, deliver_type: BY_COURIER }] };
    await this.post('/channels/ec/order/delivery/send', body, token);
  }

  cases(token: string, { by, from, to, nextKey }: ListedSpan): Promise<CaseIdsData> {
    const body = { [`begin_${by}_time`]: from, [`end_${by}_time`]: to, next_key: nextKey };
    return this.post('/channels/ec/aftersale/getaftersalelist', body, token);
  }

  case(token: string, caseId: string): Promise<CaseData> {
    return this.post('/channels/ec/aftersale/getaftersaleorder', { after_sale_order_id: caseId }, token);
  }

  complaint(token: string, complaintId: string): Promise<ComplaintData> {
    return this.post('/channels/ec/aftersale/getcomplaintorder', { complaint_id: complaintId }, token);
  }

  async accept(token: string, caseId: string, type: 1 | 2, addressId?: string): Promise<void> {
    const body = { after_sale_order_id: caseId, address_id: addressId, accept_type: type };
    await this.post('/channels/ec/aftersale/acceptapply', body, token);
  }

  async reject(token: string, caseId: string, reason: string, reasonType: number): Promise<void> {
    const body = { after_sale_order_id: caseId, reject_reason: reason, reject_reason_type: reasonType };
    await this.post('/channels/ec/aftersale/rejectapply', body, token);
  }

  private async post<T>(path: string, body: object, token?: string): Promise<T> {
    const { baseUrl, timeoutMs } = this.settings;
    const query = token === undefined ? '' : `?access_token=${encodeURIComponent(token)}`;
    const text = await callPlatform({
      platform: 'wechat',
      url: `${baseUrl}${path}${query}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      timeoutMs,
    });
    return readReply(path, text) as T;
  }
}

function readReply(path: string, text: string): object {
  let reply: unknown;
  try {
    reply = parsePlatformJson(text);
  } catch {
    reply = undefined;
  }
  if (typeof reply !== 'object' || reply === null) {
    throw new PlatformFailure('transient', `wechat answered ${path} with something that is not JSON`);
  }
  const { errcode, errmsg = path } = reply as Reply;
  if ((codeOf(errcode) ?? '0') !== '0') throw failureOf(errcode ?? '', errmsg);
  return reply;
}
