import { DAY, SECOND, type Clock, type Instant } from '@cartrail/kernel';
import { casesOf } from '../after-sales/lookup.js';
import { carriers } from '../orders/catalogue.js';
import { OrdersByTime, type OrderTime } from '../orders/orders-by-time.js';
import { decrypt, virtualPhone } from '../orders/receiver.js';
import type { Order, Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import { businessFailed, invalidParameter } from './answers.js';
import { orderView } from './order-view.js';
import type { Params } from './params.js';
import { seconds } from './pushes.js';

/** One day more than the platform's 90, for a client that begins exactly there. */
const REACH = 91 * DAY;
const MAX_ROWS = 50_000;
const kinds = { address: 1, name: 2, phone: 3 } as const;

/** The order calls, for one shop. */
export class OrderApi {
  private readonly byTime: OrdersByTime;

  constructor(
    private readonly state: State,
    private readonly clock: Clock,
  ) {
    this.byTime = new OrdersByTime(state);
  }

  searchList(shop: Shop, params: Params): object {
    const [page, size] = [params.whole('page') ?? 0, params.whole('size') ?? 10];
    if (page < 0) throw invalidParameter('page从0开始');
    if (size < 1 || size > 100) throw invalidParameter('size取值1到100');
    if (page * size > MAX_ROWS) throw invalidParameter('最多查询50000条');
    const by = orderBy(params.text('order_by'));
    const found = this.wanted(shop, params, by);
    if (!params.flag('order_asc')) found.reverse();
    const rows = found.slice(page * size, page * size + size);
    return { page, total: found.length, size, shop_order_list: rows.map((order) => this.view(shop, order)) };
  }

  orderDetail(shop: Shop, params: Params): object {
    const id = params.text('shop_order_id');
    if (id === undefined || id === '') throw invalidParameter('shop_order_id不能为空');
    const order = this.state.orders.get(id);
    if (order?.shopId !== shop.shopId) throw businessFailed(2010, '订单不存在');
    return { shop_order_detail: this.view(shop, order) };
  }

  batchDecrypt(shop: Shop, params: Params): object {
    const infos = params.list('cipher_infos') ?? [];
    if (infos.length < 1 || infos.length > 50) throw invalidParameter('cipher_infos为1到50条');
    return {
      decrypt_infos: infos.map((one) =>
        this.decryptOne(shop, one.text('auth_id') ?? '', one.text('cipher_text') ?? ''),
      ),
      custom_err: { err_code: 0, err_msg: '' },
    };
  }

  companies(): object[] {
    return Object.values(carriers).map(({ douyinCode, name }, index) => ({
      id: index + 1,
      name,
      code: douyinCode,
    }));
  }

  private decryptOne(shop: Shop, authId: string, cipherText: string): object {
    const order = this.state.orders.get(authId);
    const told = order?.shopId === shop.shopId ? decrypt(this.secretOf(shop), authId, cipherText) : undefined;
    const asked = { auth_id: authId, cipher_text: cipherText };
    if (!told)
      return { ...asked, decrypt_text: '', err_no: 300_008, err_msg: '密文与订单不匹配', data_type: 0 };
    const fine = { ...asked, err_no: 0, err_msg: '', data_type: kinds[told.kind] };
    if (told.kind !== 'phone') return { ...fine, decrypt_text: told.plain, is_virtual_tel: false };
    const { number, extension } = virtualPhone(authId);
    return {
      ...fine,
      decrypt_text: `${number}-${extension}`,
      is_virtual_tel: true,
      expire_time: seconds(this.clock.now() + 30 * DAY),
      phone_no_a: number,
      phone_no_b: extension,
    };
  }

  private view(shop: Shop, order: Order): object {
    return orderView(order, this.secretOf(shop), shop.name, casesOf(this.state, order.id));
  }

  private secretOf(shop: Shop): string {
    return this.state.apps.get(shop.appKey) ?? '';
  }

  /** Oldest first. */
  private wanted(shop: Shop, params: Params, by: OrderTime): Order[] {
    const windows = {
      createdAt: this.window(params, 'create_time'),
      updatedAt: this.window(params, 'update_time'),
    };
    const { from, until } = windows[by];
    const other = by === 'createdAt' ? 'updatedAt' : 'createdAt';
    const beside = windows[other];
    const tracking = params.text('tracking_no');
    const statuses = params
      .list('combine_status')
      ?.flatMap((one) => (one.text('order_status') ?? '').split(','));
    return this.byTime
      .between(shop.shopId, by, from, until)
      .filter(
        (order) =>
          order[other] >= beside.from &&
          order[other] < beside.until &&
          (statuses === undefined || statuses.includes('') || statuses.includes(String(order.status))) &&
          (tracking === undefined || tracking === '' || order.parcels.some((one) => one.number === tracking)),
      );
  }

  /** Both ends are whole seconds, and included. */
  private window(params: Params, name: string): { from: Instant; until: Instant } {
    const earliest = seconds(this.clock.now() - REACH);
    const from = params.whole(`${name}_start`);
    const to = params.whole(`${name}_end`) ?? Number.MAX_SAFE_INTEGER;
    if (from !== undefined && from > to) throw invalidParameter(`${name}_start晚于${name}_end`);
    if (from !== undefined && from !== 0 && from < earliest) throw invalidParameter('只能查询近90天的订单');
    return { from: (from ?? earliest) * SECOND, until: (to + 1) * SECOND };
  }
}

function orderBy(text: string | undefined): OrderTime {
  if (text === undefined || text === '' || text === 'create_time') return 'createdAt';
  if (text === 'update_time') return 'updatedAt';
  throw invalidParameter('order_by只支持create_time和update_time');
}
