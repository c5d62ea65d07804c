import { MINUTE, type Clock } from '@cartrail/kernel';
import { addressesOf } from '../after-sales/addresses.js';
import type { Cases } from '../after-sales/cases.js';
import { mayDo, type Merchant, type MerchantAct } from '../after-sales/merchant.js';
import { caseKind, wantsGoodsBack } from '../after-sales/words.js';
import type { Faults } from '../delivery/faults.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import { badArgument, negotiateFirst, Refusal, tooManyRefunds, wrongState } from './answers.js';
import { caseOf } from './case-api.js';
import type { Fields } from './fields.js';

const GOODS_BACK = 1;
const REFUND = 2;
/** In the record of calls only: the platform gives a refusal no number. */
const REJECT = 3;

/** What a merchant does: `acceptapply` agrees the return, and later the refund; `rejectapply` refuses either. */
export class CaseActions {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly cases: Cases,
    private readonly merchant: Merchant,
    private readonly faults: Faults,
  ) {}

  accept(shop: Shop, fields: Fields): object {
    const one = caseOf(this.state, shop, fields);
    const type =
      fields.whole('accept_type') ?? (one.status === 6 && wantsGoodsBack(one) ? GOODS_BACK : REFUND);
    return this.recorded(one, type, () => {
      if (type === GOODS_BACK) this.agreeReturn(shop, one, fields.text('address_id'));
      else if (type === REFUND) this.agreeRefund(one);
      else throw badArgument('accept_type');
    });
  }

  reject(shop: Shop, fields: Fields): object {
    const one = caseOf(this.state, shop, fields);
    return this.recorded(one, REJECT, () => {
      if (fields.text('reject_reason') === '') throw badArgument('reject_reason');
      if (fields.whole('reject_reason_type') === undefined) throw badArgument('reject_reason_type');
      if (one.status !== 6 && one.status !== 11) throw wrongState();
      this.merchant.refuse(one);
    });
  }

  private agreeReturn(shop: Shop, one: AfterSale, addressId: string): void {
    if (!mayDo(one, 'agree-return')) throw wrongState();
    if (addressId === '') throw new Refusal(10021060, '缺少退货地址address_id参数');
    if (!addressesOf(shop).some((address) => address.addressId === addressId))
      throw new Refusal(10021062, '退货地址address_id错误');
    this.merchant.act(one, 'agree-return', { addressId });
  }

  private agreeRefund(one: AfterSale): void {
    const act: MerchantAct = wantsGoodsBack(one) ? 'confirm-receipt' : 'agree-refund';
    const calls = this.state.shelf('wechat.refundCalls') as Map<string, number>;
    if (this.clock.now() - (calls.get(one.orderId) ?? 0) < MINUTE) throw tooManyRefunds();
    if (caseKind(one) === 'exchange' || !mayDo(one, act)) throw wrongState();
    calls.set(one.orderId, this.clock.now());
    this.merchant.act(one, act);
  }

  private recorded(one: AfterSale, type: number, work: () => void): object {
    const at = this.clock.now();
    const note = (outcome: string): void => {
      one.calls.push({ at, type, updateTime: null, outcome });
      this.cases.note(one);
    };
    try {
      if (this.faults.has('manual-only', one.id, one.orderId, 'wechat')) throw negotiateFirst();
      work();
    } catch (error) {
      if (error instanceof Refusal) note(String(error.errcode));
      throw error;
    }
    note('done');
    return {};
  }
}
