import { tellsUnknownCode } from '../couriers/unknown-code.js';
import { known } from '../parcels/parcel-truth.js';
import type { Booking } from '../state/booking.model.js';
import type { Answer } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, serviceRefusal } from './answers.js';
import type { Admitted } from './gate.js';
import type { SfPushes } from './pushes.js';
import { calledOffAt, routeOf, undocumentedAt } from './route-view.js';

const AT_ONCE = 10;
const NUMBER = /^(SF\d{12,15}|\d{12,15})$/;

/** Queries of routes, and pushes for parcels somebody else has sent. */
export class SfRoutes {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
    private readonly pushes: SfPushes,
  ) {}

  /** Without the right phone there is nothing to tell, as if nothing had happened yet. */
  search({ partnerId }: Admitted, fields: Fields): Answer {
    const asked = fields.texts('trackingNumber');
    if (asked.length === 0) throw serviceRefusal('S0001', 'trackingNumber不能为空');
    if (asked.length > AT_ONCE) throw serviceRefusal('8003', '查询单号超过上限');
    const type = fields.text('trackingType');
    if (type === '2') {
      const orders = asked.map((orderId) => this.orderOf(partnerId, orderId));
      return done({ routeResps: orders.flatMap((one) => this.journeyOf(one)) });
    }
    const numbers = this.numbersOf(partnerId, type, asked);
    const tail = fields.text('checkPhoneNo').slice(-4);
    const routeResps = numbers.map((mailNo) => {
      const parcel = this.world.state.parcels.get(mailNo);
      const told = parcel && this.following.mayKnow(parcel, { accountId: partnerId, tail });
      return { mailNo, routes: told ? known(parcel, this.world.clock.now()).map(routeOf) : [] };
    });
    return done({ routeResps });
  }

  /** Of an order nobody comes for any more, that is all there is to tell; of one without a number, nothing. */
  private journeyOf(one: Booking): object[] {
    if (!one.numberTold) return [];
    const { number: mailNo } = one;
    const parcel = this.world.state.parcels.get(mailNo);
    const routes = parcel ? known(parcel, this.world.clock.now()).map(routeOf) : [];
    const end = one.callbacks.at(-1);
    const calledOff = one.state === 'cancelled' || one.state === 'dropped';
    if (calledOff && end) return [{ mailNo, routes: [calledOffAt(end.at)] }];
    const isOdd = tellsUnknownCode(this.world.faults, one);
    return [{ mailNo, routes: isOdd ? [...routes, undocumentedAt(this.world.clock.now())] : routes }];
  }

  /** What is known already comes at once, in one push. */
  register({ partnerId }: Admitted, fields: Fields): Answer {
    const type = fields.text('type') === '1' ? '2' : '1';
    const [number = ''] = this.numbersOf(partnerId, type, [fields.text('attributeNo')]);
    const tail = fields.text('checkPhoneNo').slice(-4);
    this.following.follow(number, { accountId: partnerId, tail });
    const parcel = this.world.state.parcels.get(number);
    if (parcel && parcel.pushed > 0 && this.following.mayKnow(parcel, { accountId: partnerId, tail })) {
      const scans = known(parcel, this.world.clock.now());
      this.pushes.routes(partnerId, parcel, scans, scans.length);
    }
    return done({});
  }

  /** Waybill numbers of waybills (1) or of the caller's orders (2). */
  private numbersOf(partnerId: string, type: string, asked: readonly string[]): string[] {
    if (type === '1') {
      const numbers = asked.map((one) => one.trim());
      if (!numbers.every((one) => NUMBER.test(one))) throw serviceRefusal('8191', '运单号不合法');
      return numbers;
    }
    if (type !== '2') throw serviceRefusal('S0001', 'trackingType不支持');
    return asked.map((orderId) => this.orderOf(partnerId, orderId).number);
  }

  private orderOf(partnerId: string, orderId: string): Booking {
    const one = this.following.orderOf(partnerId, orderId);
    if (!one) throw serviceRefusal('6150', '找不到该订单');
    return one;
  }
}
