import { DAY, toShanghai, type Clock } from '@cartrail/kernel';
import { carriers } from '../orders/catalogue.js';
import { looksLike } from '../parcels/numbers.js';
import { known } from '../parcels/parcel-truth.js';
import { carrierCodes, type Subscription } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Fields } from '../vendors/fields.js';
import { missing, NotDone, type Admitted } from './gate.js';
import type { KdniaoPushes } from './pushes.js';
import { Throttle } from './throttle.js';
import { mayKnow, track } from './track.js';

const QUERIES_PER_SECOND = 20;
const RECOGNITIONS_PER_SECOND = 10;

interface Asking {
  carrier: string;
  number: string;
  tail: string;
  orderCode: string;
  callback: string;
}

/** Track queries and subscriptions, as the aggregator answers them. */
export class KdniaoTracks {
  private readonly throttle = new Throttle(QUERIES_PER_SECOND);
  private readonly recognitions = new Throttle(RECOGNITIONS_PER_SECOND);

  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly pushes: KdniaoPushes,
  ) {}

  query({ account: { eBusinessId }, fields }: Admitted): object {
    const asked = asking(fields);
    if (!this.throttle.admits(eBusinessId)) throw new NotDone('405', '超过每秒查询次数');
    const parcel = this.state.parcels.get(asked.number);
    const scans = parcel && mayKnow(parcel, asked) ? known(parcel, this.clock.now()) : [];
    const one = { OrderCode: asked.orderCode, ShipperCode: asked.carrier, LogisticCode: asked.number };
    return { EBusinessID: eBusinessId, ...one, ...track(scans) };
  }

  /** 2002: the carriers whose numbers look like it; possibly several, or none. */
  recognise({ account: { eBusinessId }, fields }: Admitted): object {
    const number = numberIn(fields);
    if (!this.recognitions.admits(eBusinessId)) throw new NotDone('405', '超过每秒查询次数');
    const alike = carrierCodes.filter((carrier) => looksLike(carrier, number));
    const shippers = alike.map((code) => ({ ShipperCode: code, ShipperName: carriers[code].name }));
    return { EBusinessID: eBusinessId, LogisticCode: number, Success: true, Shippers: shippers };
  }

  subscribe({ account: { eBusinessId }, fields, requestType: asked }: Admitted): object {
    const requestType = asked === '1008' ? '1008' : '8008';
    const subscription: Subscription = { eBusinessId, ...asking(fields), requestType };
    const { number } = subscription;
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

/** Throws what the aggregator says of a number that cannot be one. */
function numberIn(fields: Fields): string {
  const number = fields.text('LogisticCode');
  if (number === '') throw new NotDone('402', '缺少快递单号');
  if (!/^[A-Za-z0-9-]+$/.test(number)) throw new NotDone('403', '快递单号含有特殊字符');
  if (number.length < 6 || number.length > 32) throw new NotDone('404', '快递单号长度不符');
  return number;
}

function asking(fields: Fields): Asking {
  const number = numberIn(fields);
  const carrier = fields.text('ShipperCode');
  if (carrier === '') throw missing('ShipperCode');
  const rest = {
    tail: fields.text('CustomerName'),
    orderCode: fields.text('OrderCode'),
    callback: fields.text('Callback'),
  };
  return { carrier, number, ...rest };
}
