import { SECOND, type Clock } from '@cartrail/kernel';
import { stringify } from 'lossless-json';
import { PlatformFailure } from '../../../application/ports.js';
import { callPlatform } from '../wire/call.js';
import { parsePlatformJson } from '../wire/json.js';
import { codeOf } from '../wire/values.js';
import { failureOf, type FailureKinds } from './errors.js';
import { signCall, VERSION, type XiaohongshuApp } from './signature.js';
import type {
  CaseData,
  CaseListData,
  DecryptData,
  OrderListData,
  ReceiverData,
  Reply,
  TokenData,
  WireOrder,
} from './wire.js';

interface ClientSettings extends XiaohongshuApp {
  readonly host: string;
  readonly timeoutMs: number;
  readonly failures: FailureKinds;
}

/** 1 by the time of making, 2 by that of the last change. */
export type TimeType = 1 | 2;

interface ListQuery {
  readonly startTime: number;
  readonly endTime: number;
  readonly timeType: TimeType;
  readonly pageNo: number;
  readonly pageSize: number;
}

interface Delivery {
  readonly orderId: string;
  readonly expressNo: string;
  readonly expressCompanyCode: string;
  readonly unpack: boolean;
  readonly skuIdList?: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const PATH = '/ark/open_api/v3/common_controller';

/** Transport only: one URL, the method and all it needs side by side in a JSON body. */
export class XiaohongshuClient {
  constructor(
    private readonly settings: ClientSettings,
    private readonly clock: Clock,
  ) {}

  getAccessToken(code: string): Promise<TokenData> {
    return this.call<TokenData>('oauth.getAccessToken', { code });
  }

  refreshToken(refreshToken: string): Promise<TokenData> {
    return this.call<TokenData>('oauth.refreshToken', { refreshToken });
  }

  /** Times in whole seconds. */
  orderList(accessToken: string, query: ListQuery): Promise<OrderListData> {
    return this.call<OrderListData>('order.getOrderList', { ...query }, accessToken);
  }

  orderDetail(accessToken: string, orderId: string): Promise<WireOrder> {
    return this.call<WireOrder>('order.getOrderDetail', { orderId }, accessToken);
  }

  receiver(
    accessToken: string,
    query: { readonly orderId: string; readonly openAddressId: string },
    isReturn: boolean,
  ): Promise<ReceiverData> {
    const fields = { receiverQueries: [query], isReturn };
    return this.call<ReceiverData>('order.getOrderReceiverInfo', fields, accessToken);
  }

  deliver(accessToken: string, delivery: Delivery): Promise<unknown> {
    return this.call('order.orderDeliver', { ...delivery }, accessToken);
  }

  decrypt(
    accessToken: string,
    dataTag: string,
    texts: readonly string[],
    appUserId: string,
  ): Promise<DecryptData> {
    const baseInfos = texts.map((encryptedData) => ({ dataTag, encryptedData }));
    const fields = { baseInfos, actionType: '1', appUserId };
    return this.call<DecryptData>('data.batchDecrypt', fields, accessToken);
  }

  /** Times in milliseconds. */
  caseList(accessToken: string, query: ListQuery): Promise<CaseListData> {
    return this.call<CaseListData>('afterSale.listAfterSaleInfos', { ...query }, accessToken);
  }

  caseInfo(accessToken: string, returnsId: string): Promise<CaseData> {
    const fields = { returnsId, needNegotiateRecord: false };
    return this.call<CaseData>('afterSale.getAfterSaleInfo', fields, accessToken);
  }

  audit(accessToken: string, returnsId: string, action: 1 | 2 | 3, more: Fields = {}): Promise<unknown> {
    return this.call('afterSale.auditReturns', { returnsId, action, ...more }, accessToken);
  }

  confirmReceive(accessToken: string, returnsId: string, action: 1 | 2, more: Fields = {}): Promise<unknown> {
    return this.call('afterSale.confirmReceive', { returnsId, action, ...more }, accessToken);
  }

  private async call<T>(method: string, fields: Fields, accessToken?: string): Promise<T> {
    const { host, timeoutMs, appId } = this.settings;
    const timestamp = String(Math.floor(this.clock.now() / SECOND));
    const body = stringify({
      ...fields,
      method,
      appId,
      timestamp,
      version: VERSION,
      sign: signCall(this.settings, method, timestamp),
      ...(accessToken !== undefined && { accessToken }),
    });
    const text = await callPlatform({
      platform: 'xiaohongshu',
      url: `${host}${PATH}`,
      headers: { 'content-type': 'application/json;charset=utf-8' },
      body,
      timeoutMs,
    });
    return this.read(method, text) as T;
  }

  private read(method: string, text: string): unknown {
    let reply: Reply;
    try {
      reply = parsePlatformJson(text) ?? {};
    } catch {
      throw new PlatformFailure(
        'transient',
        `xiaohongshu answered ${method} with something that is not JSON`,
      );
    }
    const code = codeOf(reply.error_code);
    if (reply.success === true && (code === undefined || code === '0')) return reply.data ?? {};
    const message = reply.error_msg ?? reply.msg ?? '';
    throw failureOf(this.settings.failures, method, code ?? codeOf(reply.code) ?? '', message);
  }
}
