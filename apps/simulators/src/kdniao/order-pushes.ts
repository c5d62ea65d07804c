import { fenToYuan, toShanghai, type Clock } from '@cartrail/kernel';
import { postponed } from '../couriers/postponed.js';
import { priceOf } from '../couriers/prices.js';
import type { Booking } from '../state/booking.model.js';
import type { State } from '../state/state.js';
import type { Change } from '../vendors/vendor.js';
import { isMoney, kdnOrderCode, statesOf } from './booking.js';
import type { KdniaoSender } from './sender.js';

const CANCELLED = '203';

/** Push 103: one step of an order, to the account that made it. */
export class KdniaoOrderPushes {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly sender: KdniaoSender,
  ) {}

  moved(one: Booking, change: Change): void {
    const account = this.state.accounts.get(one.accountKey);
    if (!account) return;
    for (const state of statesOf(one)) {
      one.callbacks.push({ at: this.clock.now(), status: state });
      const item = this.step(one, state, change.message ?? '');
      const lie = { ...this.step(one, CANCELLED, '伪造'), ...money(one) };
      const { taskId, reference, sender } = one;
      const about = { taskId, reference, phone: sender.phone, status: state };
      this.sender.send(account, '103', { item, lie, key: `order:${taskId}`, about });
    }
  }

  private step(one: Booking, state: string, message: string): object {
    const slot = state === '110' ? postponed(one) : null;
    return {
      EBusinessID: one.accountKey,
      OrderCode: one.reference,
      KDNOrderCode: kdnOrderCode(one),
      ShipperCode: one.carrier,
      LogisticCode: one.numberTold ? one.number : '',
      State: state,
      CreateTime: toShanghai(this.clock.now()),
      Reason: slot ? `预约时间改为${toShanghai(slot.from)}至${toShanghai(slot.to)}` : message,
      CallRequestType: '1801',
      OperateType: 1,
      PickerInfo: pickersOf(one),
      ...(isMoney(state) ? money(one) : {}),
      ...(one.pickedUpAt === null ? {} : { FetchTime: toShanghai(one.pickedUpAt) }),
    };
  }
}

function pickersOf({ courier, state, number }: Booking): object[] {
  if (!courier || state === 'accepted') return [];
  const code = number.slice(-4);
  return [{ PersonName: courier.name, PersonTel: courier.mobile, PersonCode: '', PickupCode: code }];
}

/** Everything so far, in kilograms and yuan: sums, of which the parts are named beside. */
function money(one: Booking): object {
  const { carrier, sender, receiver, billedGrams, settlements } = one;
  const price = priceOf(carrier, sender.address, receiver.address, billedGrams);
  const freightFen = price?.totalFen ?? one.quotedFen;
  const packageFen = settlements
    .flatMap(({ fees }) => fees)
    .reduce((sum, { amountFen }) => sum + amountFen, 0);
  return {
    Weight: (billedGrams / 1_000).toFixed(2),
    Volume: '0',
    VolumeWeight: '0',
    Cost: fenToYuan(freightFen),
    FirstWeightAmount: fenToYuan(price?.firstFen ?? freightFen),
    ContinuousWeightAmount: fenToYuan(price?.overFen ?? 0),
    InsureAmount: '0.00',
    PackageFee: fenToYuan(packageFen),
    OverFee: '0.00',
    OtherFee: '0.00',
    OtherFeeDetail: '[]',
    TotalFee: fenToYuan(freightFen + packageFen),
  };
}
