import { DAY, type Clock } from '@cartrail/kernel';
import { addressesOf } from '../after-sales/addresses.js';
import { cityOf } from '../orders/cities.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Order, Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import { detailView, listView } from './after-sale-view.js';
import { invalidAfterSale } from './answers.js';
import type { Params } from './params.js';
import { seconds } from './pushes.js';

/** Six months back, as the platform keeps them, and a day. */
const REACH = 184 * DAY;
const MAX_ROWS = 50_000;
type Sorting = (a: AfterSale, b: AfterSale) => number;

/** Reading after-sale cases and the merchant's address book, for one shop. */
export class AfterSaleApi {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
  ) {}

  list(shop: Shop, params: Params): object {
    const [page, size] = [params.whole('page') ?? 0, params.whole('size') ?? 10];
    if (page < 0) throw invalidAfterSale(11000, 'page从0开始');
    if (size < 1 || size > 100) throw invalidAfterSale(11000, 'size取值1到100');
    if (page * size > MAX_ROWS) throw invalidAfterSale(11000, '最多查询50000条');
    const wanted = this.filter(params);
    const found = [...this.state.afterSales.values()]
      .filter((one) => one.shopId === shop.shopId && wanted(one))
      .sort(sorting(params.texts('order_by') ?? []));
    const rows = found.slice(page * size, page * size + size);
    return {
      items: rows.flatMap((one) => this.withOrder(one, listView)),
      has_more: found.length > page * size + size,
      total: found.length,
      page,
      size: rows.length,
    };
  }

  detail(shop: Shop, params: Params): object {
    const one = this.state.afterSales.get(params.text('after_sale_id') ?? '');
    const order = this.state.orders.get(one?.orderId ?? '');
    if (one?.shopId !== shop.shopId || !order) throw invalidAfterSale(11000, '参数错误，售后单ID错误');
    return detailView(one, order, params.flag('need_operation_record'));
  }

  addresses(shop: Shop, params: Params): object {
    const [page, size] = [params.whole('page_no') ?? 1, params.whole('page_size') ?? 10];
    const direction = params.text('order_by') ?? 'desc';
    if (page < 1 || size < 1 || !['asc', 'desc'].includes(direction)) {
      throw invalidAfterSale(5001, '请输入正确的排序方式');
    }
    const all = addressesOf(shop);
    return {
      total: all.length,
      page_size: size,
      page_no: page,
      address_list: all.slice((page - 1) * size, page * size).map((address) => {
        const city = cityOf(address.region);
        return {
          address_id: BigInt(address.addressId),
          reciever_name: address.receiver,
          is_default: address.isDefault ? 1 : 0,
          is_send_default: address.isDefault ? 1 : 0,
          receiver_provinc: city.province,
          receiver_city: city.city,
          receiver_district: city.district,
          receiver_detail: address.detail,
          remark: '',
        };
      }),
    };
  }

  private withOrder(one: AfterSale, view: (one: AfterSale, order: Order) => object): object[] {
    const order = this.state.orders.get(one.orderId);
    return order ? [view(one, order)] : [];
  }

  private filter(params: Params): (one: AfterSale) => boolean {
    const earliest = seconds(this.clock.now() - REACH);
    const applied = windowOf(params, 'start_time', 'end_time', earliest);
    const updated = windowOf(params, 'update_start_time', 'update_end_time', 0);
    const [orderId, type, id] = [
      params.text('order_id'),
      params.whole('aftersale_type'),
      params.text('aftersale_id'),
    ];
    const statuses = params.texts('standard_aftersale_status') ?? [];
    const unless = (asked: string | number | undefined, value: string | number): boolean =>
      asked === undefined || asked === '' || asked === value;
    return (one) =>
      applied(one.appliedAt) &&
      updated(one.updatedAt) &&
      unless(orderId, one.orderId) &&
      unless(type, one.type) &&
      unless(id, one.id) &&
      (statuses.length === 0 || statuses.includes(String(one.status)));
  }
}

function windowOf(params: Params, start: string, end: string, earliest: number): (at: number) => boolean {
  const from = params.whole(start) ?? earliest;
  const to = params.whole(end) ?? Number.MAX_SAFE_INTEGER;
  if (from > to) throw invalidAfterSale(11000, `${start}晚于${end}`);
  return (at) => seconds(at) >= from && seconds(at) <= to;
}

const fields = {
  apply_time: (one: AfterSale) => one.appliedAt,
  update_time: (one: AfterSale) => one.updatedAt,
  status_deadline: (one: AfterSale) => one.deadline ?? 0,
} as const;

function sorting(wanted: readonly string[]): Sorting {
  const keys = (wanted.length === 0 ? ['apply_time desc'] : wanted).map((text) => {
    const [name = '', direction = 'asc'] = text.trim().split(/\s+/);
    if (!(name in fields) || !['asc', 'desc'].includes(direction)) {
      throw invalidAfterSale(11000, 'order_by不支持');
    }
    const sign = direction === 'asc' ? 1 : -1;
    const field = fields[name as keyof typeof fields];
    return (a: AfterSale, b: AfterSale): number => sign * (field(a) - field(b));
  });
  return (a, b) => {
    for (const key of keys) if (key(a, b) !== 0) return key(a, b);
    return a.id < b.id ? -1 : 1;
  };
}
