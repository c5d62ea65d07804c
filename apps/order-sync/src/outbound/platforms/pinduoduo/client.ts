import { SECOND, type Clock } from '@cartrail/kernel';
import { stringify } from 'lossless-json';
import { PlatformFailure } from '../../../application/ports.js';
import { callPlatform } from '../wire/call.js';
import { parsePlatformJson } from '../wire/json.js';
import { failureOf } from './errors.js';
import { signCall, type PinduoduoApp } from './signature.js';
import type {
  ChangedOrdersData,
  ConfirmedOrdersData,
  DecryptData,
  DoneData,
  ErrorResponse,
  OrderInfoData,
  RefundListData,
  TokenData,
  WriteData,
} from './wire.js';

export interface PinduoduoSettings extends PinduoduoApp {
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

/** A page of a list over a window, in whole seconds; the first page is 1. */
export interface ListQuery {
  readonly from: number;
  readonly to: number;
  readonly page: number;
  readonly size: number;
}

/** In a list's question: no matter which. */
const ANY_ORDER = { order_status: 5, refund_status: 5 } as const;
const ANY_CASE = { after_sales_status: 1, after_sales_type: 1 } as const;

/** Transport only: a signed form of texts to one address, routed by `type`; one method per call. */
export class PinduoduoClient {
  constructor(
    private readonly settings: PinduoduoSettings,
    private readonly clock: Clock,
  ) {}

  tokenCreate(code: string): Promise<TokenData> {
    return this.call('pdd.pop.auth.token.create', 'pop_auth_token_create_response', { code });
  }

  tokenRefresh(refreshToken: string): Promise<TokenData> {
    const fields = { refresh_token: refreshToken };
    return this.call('pdd.pop.auth.token.refresh', 'pop_auth_token_refresh_response', fields);
  }

  order(token: string, orderSn: string): Promise<OrderInfoData> {
    const fields = { order_sn: orderSn };
    return this.call('pdd.order.information.get', 'order_info_get_response', fields, token);
  }

  /** With `use_has_next` the platform would leave out the count, and nobody could begin with the last page. */
  changedOrders(token: string, { from, to, page, size }: ListQuery): Promise<ChangedOrdersData> {
    const window = { start_updated_at: from, end_updated_at: to, page, page_size: size };
    const fields = { ...ANY_ORDER, is_lucky_flag: 0, ...window, use_has_next: false };
    const type = 'pdd.order.number.list.increment.get';
    return this.call(type, 'order_sn_increment_get_response', fields, token);
  }

  confirmedOrders(token: string, { from, to, page, size }: ListQuery): Promise<ConfirmedOrdersData> {
    const window = { start_confirm_at: from, end_confirm_at: to, page, page_size: size };
    const fields = { ...ANY_ORDER, ...window, use_has_next: false };
    return this.call('pdd.order.list.get', 'order_list_get_response', fields, token);
  }

  /** Of a window, or all of one order: the window has to be given then too, and counts for nothing. */
  refunds(token: string, query: ListQuery, orderSn?: string): Promise<RefundListData> {
    const { from, to, page, size } = query;
    const window = { start_updated_at: from, end_updated_at: to, page, page_size: size };
    const fields = { ...ANY_CASE, ...window, ...(orderSn !== undefined && { order_sn: orderSn }) };
    return this.call('pdd.refund.list.increment.get', 'refund_increment_get_response', fields, token);
  }

  decrypt(token: string, orderSn: string, texts: readonly string[]): Promise<DecryptData> {
    const list = texts.map((text) => ({ data_tag: orderSn, encrypted_data: text }));
    const type = 'pdd.open.decrypt.batch';
    return this.call(type, 'open_decrypt_batch_response', { data_list: list }, token);
  }

  ship(token: string, orderSn: string, company: string, number: string): Promise<DoneData> {
    const fields = { order_sn: orderSn, logistics_id: company, tracking_number: number };
    return this.call('pdd.logistics.online.send', 'logistics_online_send_response', fields, token);
  }

  permitMessages(token: string): Promise<DoneData> {
    return this.call('pdd.pmc.user.permit', 'pmc_user_permit_response', {}, token);
  }

  /** A write: its fields are wrapped, its answer is a plain `response`. */
  write(token: string, type: string, request: object): Promise<WriteData> {
    return this.call(type, 'response', { request }, token);
  }

  private async call<T>(type: string, key: string, own: Fields, token?: string): Promise<T> {
    const { baseUrl, timeoutMs, clientId } = this.settings;
    const fields = new Map([
      ...Object.entries(own).map(([name, value]) => [name, toText(value)] as const),
      ['type', type],
      ['client_id', clientId],
      ['timestamp', String(Math.floor(this.clock.now() / SECOND))],
      ['data_type', 'JSON'],
      ['version', 'V1'],
      ...(token === undefined ? [] : [['access_token', token] as const]),
    ]);
    fields.set('sign', signCall(this.settings, fields));
    const answer = await callPlatform({
      platform: 'pinduoduo',
      url: `${baseUrl}/api/router`,
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: new URLSearchParams([...fields]).toString(),
      timeoutMs,
    });
    return readAnswer(type, key, answer) as T;
  }
}

type Value = string | number | boolean | object;
type Fields = Readonly<Record<string, Value>>;

const toText = (value: Value): string =>
  typeof value === 'object' ? (stringify(value) ?? '') : String(value);

function readAnswer(type: string, key: string, text: string): object {
  let answer: Readonly<Record<string, object | undefined>> | null;
  try {
    answer = parsePlatformJson(text) as typeof answer;
  } catch {
    throw new PlatformFailure('transient', `pinduoduo answered ${type} with something that is not JSON`);
  }
  const error: ErrorResponse | undefined = answer?.['error_response'];
  if (error) throw failureOf(type, error);
  const data = answer?.[key];
  if (typeof data !== 'object') {
    throw new PlatformFailure('transient', `pinduoduo answered ${type} without ${key}`);
  }
  return data;
}
