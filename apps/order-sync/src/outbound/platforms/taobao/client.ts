import { SECOND, toShanghai, type Clock } from '@cartrail/kernel';
import { PlatformFailure, type Window } from '../../../application/ports.js';
import { callPlatform } from '../wire/call.js';
import { parsePlatformJson } from '../wire/json.js';
import { failureOf, grantFailure } from './errors.js';
import { signCall, type Params, type SignMethod, type TopApp } from './signature.js';
import type { RefundPage, Reply, TokenReply, TradePage, WireRefund, WireTrade } from './wire.js';

export interface TaobaoSettings extends TopApp {
  readonly signMethod: SignMethod;
  /** Kinds of trades to list; the platform's choice where empty. */
  readonly tradeTypes: string;
  readonly apiUrl: string;
  readonly oauthUrl: string;
  readonly timeoutMs: number;
}

export interface Question extends Window {
  readonly page: number;
  readonly size: number;
}

const tradeFields =
  'tid,tid_str,status,created,modified,pay_time,consign_time,end_time,delivery_time,payment,total_fee,post_fee,' +
  'buyer_open_uid,receiver_name,receiver_mobile,receiver_phone,receiver_state,receiver_city,receiver_district,' +
  'receiver_town,receiver_address,oaid,orders';
const refundFields =
  'refund_id,tid,oid,dispute_type,status,order_status,good_status,refund_phase,created,modified,refund_version,' +
  'refund_fee,reason,num,refund_remind_timeout,sid,company_name,good_return_time';

/** Transport only: a signed form, one method per call. */
export class TaobaoClient {
  constructor(
    private readonly settings: TaobaoSettings,
    private readonly clock: Clock,
  ) {}

  async trade(session: string, tid: string): Promise<WireTrade | undefined> {
    const params = { fields: tradeFields, tid };
    return (await this.call<{ trade?: WireTrade }>('taobao.trade.fullinfo.get', params, session)).trade;
  }

  tradesChanged(session: string, { from, to, ...page }: Question): Promise<TradePage> {
    const window = { start_modified: floorSecond(from), end_modified: ceilSecond(to) };
    return this.trades('taobao.trades.sold.increment.get', { ...window, ...paged(page) }, session);
  }

  tradesCreated(session: string, { from, to, ...page }: Question): Promise<TradePage> {
    const window = { start_created: floorSecond(from), end_created: ceilSecond(to) };
    return this.trades('taobao.trades.sold.get', { ...window, ...paged(page) }, session);
  }

  async refund(session: string, refundId: string): Promise<WireRefund | undefined> {
    const params = { fields: refundFields, refund_id: refundId };
    return (await this.call<{ refund?: WireRefund }>('taobao.refund.get', params, session)).refund;
  }

  refundsChanged(session: string, { from, to, ...page }: Question): Promise<RefundPage> {
    const params = {
      fields: 'refund_id,tid,status,modified',
      start_modified: floorSecond(from),
      end_modified: ceilSecond(to),
      ...paged(page),
    };
    return this.call('taobao.refunds.receive.get', params, session);
  }

  /** Without topics: all that the application subscribed to. */
  async permit(session: string): Promise<void> {
    const method = 'taobao.tmc.user.permit';
    const { is_success: done } = await this.call<{ is_success?: boolean }>(method, {}, session);
    if (done !== true) throw new PlatformFailure('invalid', `taobao ${method} had no success`);
  }

  async token(form: Params): Promise<TokenReply> {
    const { appKey, appSecret, oauthUrl } = this.settings;
    const text = await this.post(`${oauthUrl}/token`, {
      client_id: appKey,
      client_secret: appSecret,
      ...form,
    });
    const reply = readJson(text, 'a token call') as TokenReply;
    if (reply.error !== undefined) throw grantFailure(reply.error, reply.error_description ?? '');
    return reply;
  }

  private trades(method: string, params: Params, session: string): Promise<TradePage> {
    const { tradeTypes } = this.settings;
    const type: Params = tradeTypes === '' ? {} : { type: tradeTypes };
    return this.call(method, { fields: 'tid,tid_str,status,modified', ...params, ...type }, session);
  }

  private async call<T extends object>(method: string, params: Params, session: string): Promise<T> {
    const { appKey, apiUrl, signMethod } = this.settings;
    const signed = {
      method,
      app_key: appKey,
      session,
      timestamp: toShanghai(this.clock.now()),
      format: 'json',
      v: '2.0',
      sign_method: signMethod,
      ...params,
    };
    const sign = signCall(this.settings, signed, signMethod);
    const text = await this.post(`${apiUrl}/router/rest`, { ...signed, sign });
    const reply = readJson(text, method) as Reply;
    if (reply.error_response) throw failureOf(method, reply.error_response);
    const answer = reply[`${method.replace('taobao.', '').replaceAll('.', '_')}_response`];
    if (answer === undefined)
      throw new PlatformFailure('transient', `taobao answered ${method} with nothing`);
    return answer as T;
  }

  private post(url: string, form: Params): Promise<string> {
    return callPlatform({
      platform: 'taobao',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: new URLSearchParams(form).toString(),
      timeoutMs: this.settings.timeoutMs,
    });
  }
}

const floorSecond = (at: number): string => toShanghai(Math.floor(at / SECOND) * SECOND);
const ceilSecond = (at: number): string => toShanghai(Math.ceil(at / SECOND) * SECOND);

const paged = ({ page, size }: Omit<Question, keyof Window>): Params => ({
  page_no: String(page),
  page_size: String(size),
});

function readJson(text: string, what: string): object {
  try {
    const value = parsePlatformJson(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // said below
  }
  throw new PlatformFailure('transient', `taobao answered ${what} with something that is not JSON`);
}
