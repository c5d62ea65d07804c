import { known } from '../parcels/parcel-truth.js';
import type { Answer } from '../vendors/door.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, refused } from './answers.js';
import type { Admitted } from './gate.js';
import { trackOf } from './track-view.js';

/** Tracks of Yunda's parcels: no phone is asked for, a subscription of some accounts. */
export class YundaTracks {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
  ) {}

  /** Nothing to tell is a yes without data. */
  query({ account, appKey, fields }: Admitted): Answer {
    const mailno = numberOf(fields.text('mailno'));
    const parcel = this.world.state.parcels.get(mailno);
    const scans = parcel?.carrier === 'YD' ? known(parcel, this.world.clock.now()) : [];
    const follows = parcel && this.following.askersOf(parcel).includes(appKey);
    const told = scans.length > 0 && (account['subscribeFirst'] !== 'yes' || follows === true);
    return told ? done(trackOf(mailno, scans)) : done(null, '暂无物流轨迹');
  }

  /** All of them, or none. */
  subscribe({ appKey, fields }: Admitted): Answer {
    const orders = fields.list('orders');
    if (orders.length === 0) throw refused('orders不能为空');
    if (orders.some((one) => one.text('orderid') === '')) throw refused('orderid不能为空');
    const numbers = orders.map((one) => numberOf(one.text('mailno')));
    for (const number of numbers) this.following.follow(number, { accountId: appKey, tail: '' });
    return done(null);
  }
}

function numberOf(mailno: string): string {
  if (!/^\d{13,15}$/.test(mailno)) throw refused('运单号不正确');
  return mailno;
}
