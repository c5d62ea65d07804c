import type { Clock } from '@cartrail/kernel';
import { mayKnow } from '../kdniao/track.js';
import { carriers } from '../orders/catalogue.js';
import { known } from '../parcels/parcel-truth.js';
import type { Kuaidi100Account } from '../state/booking.model.js';
import type { State } from '../state/state.js';
import type { Refused } from '../vendors/door.js';
import { badParameter, businessFailure, refused } from './answers.js';
import type { Kuaidi100Callbacks } from './callbacks.js';
import type { Param } from './param.js';
import { lastResult } from './track-view.js';

const needPhone: ReadonlySet<string> = new Set(['shunfeng', 'zhongtong']);
const badData = (message: string): Refused => refused('700', message);

/** Tracks of the parcels that the other aggregator follows too. */
export class TrackApi {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly callbacks: Kuaidi100Callbacks,
  ) {}

  query(param: Param): object {
    const [com, num] = param.required('com', 'num') as [string, string];
    if (!isCompany(com)) throw badParameter('参数错误：找不到对应公司');
    if (num.length < 6 || num.length > 32) throw badParameter('参数错误：单号长度不正确');
    const parcel = this.state.parcels.get(num);
    const scans = parcel ? known(parcel, this.clock.now()) : [];
    const same = parcel && carriers[parcel.carrier].kuaidi100Code === com;
    if (!same || scans.length === 0) throw businessFailure('查询无结果，请隔段时间再查');
    const tail = param.text('phone').slice(-4);
    if (!mayKnow(parcel, { carrier: parcel.carrier, tail })) {
      throw refused('408', '快递公司参数异常：验证码错误');
    }
    return lastResult(com, num, scans, param.text('resultv2'), param.text('order') === 'asc');
  }

  subscribe(account: Kuaidi100Account, param: Param): object {
    const [company, number] = [param.text('company'), param.text('number')];
    const more = param.inner('parameters');
    const callbackUrl = more.text('callbackurl');
    if (!isCompany(company)) throw badData('POLL:订阅方的订阅数据存在错误（不支持的快递公司）');
    if (number.length < 6 || number.length > 32) throw badData('POLL:订阅方的订阅数据存在错误（单号）');
    if (!/^https?:\/\//.test(callbackUrl)) throw badData('POLL:回调地址错误');
    const phone = more.text('phone');
    if (needPhone.has(company) && phone === '') throw badData('POLL:订阅方的订阅数据存在错误（手机号）');
    const before = this.state.trackSubscriptions.get(number) ?? [];
    if (before.some((one) => one.accountKey === account.key)) {
      throw refused('501', 'POLL:重复订阅');
    }
    const salt = more.given('salt') ?? null;
    const subscription = { company, number, phone, callbackUrl, salt, resultv2: more.text('resultv2') };
    this.follow({ ...subscription, accountKey: account.key });
    return { result: true, returnCode: '200', message: '提交成功' };
  }

  private follow(subscription: Parameters<Kuaidi100Callbacks['track']>[0]): void {
    const { number } = subscription;
    const parcel = this.state.parcels.get(number);
    const scans = parcel && parcel.pushed > 0 ? known(parcel, this.clock.now()) : [];
    const over = parcel && this.callbacks.track(subscription, parcel, scans);
    this.state.dirty = true;
    if (over === true) return;
    const others = this.state.trackSubscriptions.get(number) ?? [];
    this.state.trackSubscriptions.set(number, [...others, subscription]);
  }
}

const isCompany = (code: string): boolean =>
  Object.values(carriers).some(({ kuaidi100Code }) => kuaidi100Code === code);
