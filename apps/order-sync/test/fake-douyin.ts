import { createHash } from 'node:crypto';
import { FakeAfterSales } from './fake-after-sales.js';
import { FakeHttp, type Answering, type Call } from './fake-http.js';

export const APP_KEY = '7000000000000000001';
export const APP_SECRET = 'sample-douyin-secret';
export const VENDOR_SHOP = '1000000001';

type Wire = Record<string, unknown>;

const ok = (data: object) => ({ code: 10000, msg: 'success', log_id: 'log-1', data });
const refusal = (code: number, subCode: string) => ({
  code,
  msg: 'no',
  sub_code: subCode,
  sub_msg: subCode,
  log_id: 'log-2',
});

/** A vendor small enough to see through: the orders it is given, tokens that can be taken away, a list of its calls. */
export class FakeDouyin {
  readonly orders = new Map<string, Wire>();
  readonly afterSales = new FakeAfterSales();
  /** Answers to come before the real ones, for any call. */
  readonly failures: object[] = [];
  /** Numbers it was told, and how the next of these calls end. */
  readonly shipments: Wire[] = [];
  readonly shipmentFates: ('refused' | 'unanswered')[] = [];
  /** What a list says it holds, where that is not what it holds. */
  claimedTotal: ((from: number, to: number) => number) | undefined;
  private readonly door = new FakeHttp((call) => this.answer(call));
  private token = 0;
  private valid = '';

  async start(): Promise<this> {
    await this.door.start();
    return this;
  }

  stop(): Promise<void> {
    return this.door.stop();
  }

  get baseUrl(): string {
    return this.door.baseUrl;
  }

  expireTokens(): void {
    this.valid = 'none';
  }

  get calls(): readonly Call[] {
    return this.door.calls;
  }

  asked(path: string): readonly Call[] {
    return this.door.calls.filter((call) => call.path === path);
  }

  private answer({ path, params, token }: Call): Answering {
    if (path === '/token/create' || path === '/token/refresh') {
      if (path === '/token/create' && params['shop_id'] === '404')
        return refusal(30001, 'dop.authorization-no-existed');
      this.token += 1;
      this.valid = `at-${this.token}`;
      return ok({
        access_token: this.valid,
        refresh_token: `rt-${this.token}`,
        expires_in: 604800,
        shop_id: 1000000001,
      });
    }
    if (token !== this.valid) return refusal(40003, 'isv.access-token-expired');
    const failure = this.failures.shift();
    if (failure) return failure;
    return this.afterSales.answer(path, params) ?? this.order(path, params);
  }

  private ship(params: Wire): Answering {
    this.shipments.push(params);
    const fate = this.shipmentFates.shift();
    if (fate === 'refused') return refusal(50002, 'isv.business-failed:2');
    const id = String(params['order_id']);
    const order = this.orders.get(id);
    const number = String(params['logistics_code']);
    const at = Number(order?.['update_time']) + 1;
    const parcels = [aParcel(number, at, String(params['company_code']))];
    if (order) this.orders.set(id, anOrder({ id, at, status: 3, parcels }));
    return fate === 'unanswered' ? { status: 502 } : ok({});
  }

  private order(path: string, params: Wire): Answering {
    switch (path) {
      case '/order/orderDetail': {
        const order = this.orders.get(String(params['shop_order_id']));
        return order ? ok({ shop_order_detail: order }) : refusal(50002, 'isv.business-failed:1');
      }
      case '/order/searchList': {
        const by = String(params['order_by']);
        const [from, to] = [Number(params[`${by}_start`]), Number(params[`${by}_end`])];
        const [page, size] = [Number(params['page']), Number(params['size'])];
        const found = [...this.orders.values()].filter(
          (order) => Number(order[by]) >= from && Number(order[by]) <= to,
        );
        return ok({
          total: this.claimedTotal?.(from, to) ?? found.length,
          page,
          size,
          shop_order_list: found.slice(page * size, (page + 1) * size),
        });
      }
      case '/order/logisticsAdd':
        return this.ship(params);
      case '/order/batchDecrypt': {
        const infos = params['cipher_infos'] as { cipher_text: string }[];
        return ok({
          decrypt_infos: infos.map(({ cipher_text }) => ({
            cipher_text,
            decrypt_text: cipher_text.replace('cipher:', ''),
            err_no: cipher_text === 'cipher:refused' ? 300008 : 0,
          })),
        });
      }
      default:
        return refusal(40004, 'isv.parameter-invalid:1');
    }
  }
}

export interface OrderGiven {
  readonly id: string;
  /** Unix seconds. */
  readonly at: number;
  readonly status?: number;
  readonly parcels?: readonly Wire[];
  readonly detail?: string;
  readonly phoneMask?: string;
  readonly buyer?: string;
}

export const anOrder = ({
  id,
  at,
  status = 2,
  parcels = [],
  detail = '1 号',
  phoneMask = '138****5678',
  buyer = 'open-1',
}: OrderGiven): Wire => ({
  order_id: id,
  shop_id: Number(VENDOR_SHOP),
  order_status: status,
  main_status: status,
  create_time: at - 600,
  pay_time: at - 500,
  update_time: at,
  order_amount: 12990,
  pay_amount: 11990,
  post_amount: 0,
  doudian_open_id: buyer,
  mask_post_receiver: '张*',
  mask_post_tel: phoneMask,
  mask_post_addr: '浙江省杭州市西湖区***',
  encrypt_post_receiver: 'cipher:张三',
  encrypt_post_tel: 'cipher:18400913965-7576',
  post_addr: {
    province: { name: '浙江省' },
    city: { name: '杭州市' },
    town: { name: '西湖区' },
    encrypt_detail: `cipher:${detail}`,
  },
  logistics_info: parcels,
  sku_order_list: [
    {
      order_id: `${id.slice(0, -1)}9`,
      product_id_str: '36',
      sku_id: 17,
      code: 'TEE-M',
      item_num: 1,
      order_amount: 12990,
      pay_amount: 11990,
      author_id: '88001',
      author_name: '主播',
    },
  ],
});

export const aParcel = (number: string, at: number, company = 'yuantong', deliveryId = number): Wire => ({
  tracking_no: number,
  company,
  ship_time: at,
  delivery_id: deliveryId,
  product_info: [{ sku_id: 17, product_count: 1 }],
});

interface Pushed {
  readonly tag: string;
  readonly msgId: string;
  readonly orderId: string;
  readonly shopId?: string;
  readonly caseId?: string;
}

/** A push as Douyin signs it; ids are bare int64 numbers. */
export function aPush(elements: readonly Pushed[]) {
  const body = Buffer.from(
    JSON.stringify(
      elements.map(({ tag, msgId, orderId, shopId = VENDOR_SHOP, caseId }) => ({
        tag,
        msg_id: msgId,
        data: `{"p_id":${orderId},"shop_id":${shopId}${caseId === undefined ? '' : `,"aftersale_id":${caseId},"reason_code":2`}}`,
      })),
    ),
  );
  const sign = createHash('md5').update(APP_KEY).update(body).update(APP_SECRET).digest('hex');
  return { body, headers: { 'content-type': 'application/json', 'app-id': APP_KEY, 'event-sign': sign } };
}
