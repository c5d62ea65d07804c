import type { Clock } from '@cartrail/kernel';
import { addressesOf } from '../after-sales/addresses.js';
import type { Cases } from '../after-sales/cases.js';
import { mayDo, type Merchant, type MerchantAct } from '../after-sales/merchant.js';
import type { Faults } from '../delivery/faults.js';
import type { AfterSale, CaseType } from '../state/after-sale.model.js';
import type { Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import { ApiError, businessFailed, invalidAfterSale } from './answers.js';
import type { Params } from './params.js';
import { seconds } from './pushes.js';

/** The numbers whose meaning is confirmed; every other is refused. */
const operations = {
  101: { act: 'agree-return', types: [0] },
  111: { act: 'confirm-receipt', types: [0] },
  201: { act: 'agree-refund', types: [1, 2] },
  202: { act: 'refuse-refund', types: [1, 2] },
} as const satisfies Record<number, { act: MerchantAct; types: readonly CaseType[] }>;
type Operation = keyof typeof operations;

const isOperation = (type: number): type is Operation => type in operations;

function mayOperate(one: AfterSale, type: Operation): boolean {
  const { act, types } = operations[type];
  return mayDo(one, act) && (types as readonly CaseType[]).includes(one.type);
}

const AT_ONCE = 20;
const stateMoved = (): ApiError => businessFailed(20309541, '售后状态错误');

/** What a merchant does through the Open API: `afterSale.operate`, and the report that goods are back. */
export class AfterSaleActions {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly cases: Cases,
    private readonly merchant: Merchant,
    private readonly faults: Faults,
  ) {}

  /** All of the items or none. */
  operate(shop: Shop, params: Params): object {
    const type = params.whole('type') ?? 0;
    if (!isOperation(type)) throw invalidAfterSale(11000, '操作类型不支持');
    const items = params.list('items') ?? [];
    if (items.length < 1 || items.length > AT_ONCE) throw invalidAfterSale(11000, 'items为1到20条');
    const ids = items.map((item) => item.text('aftersale_id') ?? '');
    if (new Set(ids).size < ids.length) throw invalidAfterSale(11000, '售后单重复');
    const checked = items.map((item) => this.check(shop, type, item));
    for (const { one, item, addressId } of checked) {
      this.record(one, type, item, 'done');
      this.merchant.act(one, operations[type].act, { addressId });
    }
    return {
      items: checked.map(({ one }) => ({ aftersale_id: BigInt(one.id), status_code: 0, status_msg: '' })),
    };
  }

  /** `afterSale.returnGoodsToWareHouseSuccess`. */
  goodsReceived(shop: Shop, params: Params): object {
    const one = this.caseOf(shop, params.text('aftersale_id'));
    const opTime = params.whole('op_time') ?? 0;
    const trackingNo = params.text('tracking_no') ?? '';
    if (opTime <= 0 || opTime > seconds(this.clock.now()) + 600) {
      throw invalidAfterSale(11004, 'op_time不正确');
    }
    if (trackingNo === '') throw invalidAfterSale(11004, 'tracking_no不能为空');
    if (one.type !== 0 || !mayDo(one, 'report-received')) {
      throw businessFailed(12001, '售后单类型与策略限制不符合，未命中此策略');
    }
    if (one.parcel && one.parcel.number !== trackingNo) throw businessFailed(11000, '参数错误');
    this.merchant.act(one, 'report-received', { opTime, trackingNo });
    return {};
  }

  private check(shop: Shop, type: Operation, item: Params): Checked {
    const one = this.caseOf(shop, item.text('aftersale_id'));
    try {
      if (this.faults.has('manual-only', one.id, one.orderId, 'douyin')) {
        throw businessFailed(11001, '暂不支持通过OPEN处理，请登录抖店后台人工审核售后单');
      }
      const version = item.whole('update_time');
      if (version !== undefined && version !== seconds(one.updatedAt)) throw stateMoved();
      if (!mayOperate(one, type)) throw stateMoved();
      if (type === 202) checkReason(item);
      return { one, item, addressId: type === 101 ? addressFor(shop, item) : '' };
    } catch (error) {
      if (error instanceof ApiError) this.record(one, type, item, error.subCode);
      throw error;
    }
  }

  private caseOf(shop: Shop, id: string | undefined): AfterSale {
    const one = this.state.afterSales.get(id ?? '');
    if (one?.shopId !== shop.shopId) throw new ApiError(20000, 'isp.service-error:10000', '存在无效的售后单');
    return one;
  }

  private record(one: AfterSale, type: Operation, item: Params, outcome: string): void {
    one.calls.push({ at: this.clock.now(), type, updateTime: item.whole('update_time') ?? null, outcome });
    this.cases.note(one);
  }
}

interface Checked {
  one: AfterSale;
  item: Params;
  addressId: string;
}

function addressFor(shop: Shop, item: Params): string {
  const id = item.inner('logistics')?.text('receiver_address_id') ?? '';
  if (id === '' || id === '0') throw invalidAfterSale(11000, 'receiver_address_id不能为空');
  if (!addressesOf(shop).some((address) => address.addressId === id)) {
    throw businessFailed(11005, '操作失败，退货地址不存在');
  }
  return id;
}

function checkReason(item: Params): void {
  for (const name of ['reason', 'remark', 'reject_reason_code']) {
    if ((item.text(name) ?? '') === '') throw invalidAfterSale(11000, `拒绝时${name}不能为空`);
  }
}
