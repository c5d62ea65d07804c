import type { Clock } from '@cartrail/kernel';
import { addressesOf } from '../after-sales/addresses.js';
import type { Buyer } from '../after-sales/buyer.js';
import type { Cases } from '../after-sales/cases.js';
import { mayDo, type Merchant, type MerchantAct, type Terms } from '../after-sales/merchant.js';
import { wantsGoodsBack } from '../after-sales/words.js';
import type { AfterSale } from '../state/after-sale.model.js';
import { Refused, type Answer } from '../vendors/door.js';
import { refused, rejected, said } from './answers.js';
import { carrierOf } from './companies.js';
import type { Admitted } from './gate.js';
import type { RefundApi } from './refund-api.js';
import { refundWords } from './refund-view.js';

const IMAGES = 6;

const moved = () => refused(300014, 'REFUND ORDER UPDATED');
const notNow = () => refused(300018, 'REFUND ORDER STATUS NOT ALLOW');

/** What a merchant does with a refund through the Open API. */
export class RefundActions {
  constructor(
    private readonly refunds: RefundApi,
    private readonly merchant: Merchant,
    private readonly buyer: Buyer,
    private readonly cases: Cases,
    private readonly clock: Clock,
  ) {}

  /** `returngoods.approve` */
  agreeReturn(call: Admitted): Answer {
    return this.act(call, (one) => {
      const addressId = call.params.id('addressId');
      assertAmount(call, one);
      if (!addressesOf(call.shop).some((address) => address.addressId === addressId)) {
        throw rejected('退货地址不存在');
      }
      this.merchantDoes(one, 'agree-return', { addressId });
    });
  }

  /** `refund.approve`: money only. */
  agreeRefund(call: Admitted): Answer {
    return this.act(call, (one) => {
      const { status, negotiateStatus, handlingWay } = refundWords(one);
      const { params } = call;
      if (params.whole('status') !== status) throw moved();
      const said = params.whole('negotiateStatus');
      if (said !== undefined && said !== negotiateStatus) {
        throw refused(300017, 'REFUND NEGOTIATE STATUS CHANGED');
      }
      if (params.whole('refundHandingWay') !== handlingWay || wantsGoodsBack(one)) {
        throw refused(300008, 'HANDING WAY ERROR');
      }
      assertAmount(call, one);
      this.merchantDoes(one, 'agree-refund');
    });
  }

  /** `direct.refund`: the buyer keeps the goods. */
  refundDirectly(call: Admitted): Answer {
    return this.act(call, (one) => {
      assertVersion(call, one);
      this.merchantDoes(one, 'agree-refund');
    });
  }

  /** `confirm.receipt`: the goods are back, and the buyer is paid. */
  confirmReceipt(call: Admitted): Answer {
    return this.act(call, (one) => {
      if (call.params.whole('status') !== refundWords(one).status) throw moved();
      this.merchantDoes(one, 'confirm-receipt');
    });
  }

  reject(call: Admitted): Answer {
    return this.act(call, (one) => {
      const { params } = call;
      if (params.whole('reasonCode') === undefined) throw rejected('reasonCode不能为空');
      if (params.texts('rejectImages').length > IMAGES) throw rejected('rejectImages最多6张');
      assertVersion(call, one);
      if (one.status === 11) this.merchantDoes(one, 'refuse-receipt');
      else this.merchantDoes(one, wantsGoodsBack(one) ? 'refuse-return' : 'refuse-refund');
    });
  }

  /** `submit.returnInfo`: the number of the parcel, in the buyer's place. */
  fillReturn(call: Admitted): Answer {
    return this.act(call, (one) => {
      const [number, carrier] = [call.params.text('expressNo'), carrierOf(call.params.whole('expressCode'))];
      if (!carrier || number === '') throw rejected('物流信息不正确');
      if (one.status !== 7 || one.arbitrateStatus === 1) throw notNow();
      this.buyer.ship(one, { number, carrier });
    });
  }

  /** Every word to a case is on record with it, with what became of it. */
  private act(call: Admitted, does: (one: AfterSale) => void): Answer {
    const one = this.refunds.of(call);
    const updateTime = call.params.whole('refundVersion') ?? null;
    const record = (outcome: string): void => {
      one.calls.push({ at: this.clock.now(), type: refundWords(one).status, updateTime, outcome });
      this.cases.note(one);
    };
    try {
      does(one);
      record('done');
      return said({ data: null });
    } catch (error) {
      if (error instanceof Refused) record(error.answer.code);
      throw error;
    }
  }

  private merchantDoes(one: AfterSale, act: MerchantAct, terms: Terms = {}): void {
    if (!mayDo(one, act) || one.arbitrateStatus === 1) throw notNow();
    this.merchant.act(one, act, terms);
  }
}

function assertAmount({ params }: Admitted, one: AfterSale): void {
  if (params.whole('refundAmount') !== one.refundFen) throw rejected('退款金额不正确');
}

function assertVersion({ params }: Admitted, one: AfterSale): void {
  if (params.whole('refundVersion') !== one.updatedAt) throw moved();
}
