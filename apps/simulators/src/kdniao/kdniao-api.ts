import { DAY, toShanghai, type Clock } from '@cartrail/kernel';
import { known } from '../parcels/parcel-truth.js';
import type { Subscription } from '../state/model.js';
import type { State } from '../state/state.js';
import { provenData } from './sign.js';
import type { KdniaoPushes } from './pushes.js';
import { Throttle } from './throttle.js';
import { mayKnow, track } from './track.js';

const QUERIES_PER_SECOND = 20;

/** Why something was not done, by its ResultCode. */
export class NotDone extends Error {
  constructor(
    readonly resultCode: string,
    reason: string,
  ) {
    super(reason);
  }
}

export interface Asking {
  eBusinessId: string;
  requestType: string;
  carrier: string;
  number: string;
  tail: string;
  orderCode: string;
  callback: string;
}

export type RequestType = '1002' | '8001' | '1008' | '8008';
const isQuery = (type: string): boolean => type === '1002' || type === '8001';

/** Track queries and subscriptions, as the aggregator answers them. */
export class KdniaoApi {
  private readonly throttle = new Throttle(QUERIES_PER_SECOND);

  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly pushes: KdniaoPushes,
  ) {}

  /** Checks account, sign and content; throws what the aggregator would answer. */
  read(form: ReadonlyMap<string, string>, allowed: readonly RequestType[]): Asking {
    const [data, id, type, sign] = ['RequestData', 'EBusinessID', 'RequestType', 'DataSign'].map((name) => {
      const value = form.get(name);
      if (value === undefined || value === '') throw new NotDone('101', `缺少必要参数[${name}]`);
      return value;
    }) as [string, string, string, string];
    if ((form.get('DataType') ?? '2') !== '2') throw new NotDone('103', '不支持的DataType');
    const account = this.state.accounts.get(id);
    if (!account) throw new NotDone('104', '用户ID不存在');
    const proven = provenData(data, sign, account.apiKey);
    if (proven === undefined) throw new NotDone('102', '数据验证不通过[DataSign]');
    if (!(allowed as readonly string[]).includes(type)) throw new NotDone('103', '不支持的RequestType');
    return asking(id, type, proven);
  }

  answer(asked: Asking): object {
    return isQuery(asked.requestType) ? this.query(asked) : this.subscribe(asked);
  }

  private query(asked: Asking): object {
    if (!this.throttle.admits(asked.eBusinessId)) throw new NotDone('405', '超过每秒查询次数');
    const parcel = this.state.parcels.get(asked.number);
    const scans = parcel && mayKnow(parcel, asked) ? known(parcel, this.clock.now()) : [];
    const one = { OrderCode: asked.orderCode, ShipperCode: asked.carrier, LogisticCode: asked.number };
    return { EBusinessID: asked.eBusinessId, ...one, ...track(scans) };
  }

  private subscribe(asked: Asking): object {
    const { eBusinessId, number, carrier, tail, orderCode, callback } = asked;
    const requestType = asked.requestType === '1008' ? '1008' : '8008';
    const subscription: Subscription = {
      eBusinessId,
      number,
      carrier,
      tail,
      orderCode,
      callback,
      requestType,
    };
    const others = (this.state.subscriptions.get(number) ?? []).filter(
      (one) => one.eBusinessId !== eBusinessId,
    );
    this.state.subscriptions.set(number, [...others, subscription]);
    this.state.dirty = true;
    const parcel = this.state.parcels.get(number);
    if (parcel && parcel.pushed > 0) {
      this.pushes.history(subscription, parcel, known(parcel, this.clock.now()));
    }
    return {
      EBusinessID: eBusinessId,
      UpdateTime: toShanghai(this.clock.now()),
      Success: true,
      Reason: '',
      EstimatedDeliveryTime: toShanghai(this.clock.now() + 3 * DAY),
    };
  }
}

function asking(eBusinessId: string, requestType: string, text: string): Asking {
  const fields = objectOf(text);
  const field = (name: string): string => {
    const value = fields[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const number = field('LogisticCode');
  if (number === '') throw new NotDone('402', '缺少快递单号');
  if (!/^[A-Za-z0-9-]+$/.test(number)) throw new NotDone('403', '快递单号含有特殊字符');
  if (number.length < 6 || number.length > 32) throw new NotDone('404', '快递单号长度不符');
  const carrier = field('ShipperCode');
  if (carrier === '') throw new NotDone('101', '缺少必要参数[ShipperCode]');
  const rest = { tail: field('CustomerName'), orderCode: field('OrderCode'), callback: field('Callback') };
  return { eBusinessId, requestType, carrier, number, ...rest };
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Not JSON: refused below, like JSON that is no object.
  }
  throw new NotDone('401', 'RequestData格式有误');
}
