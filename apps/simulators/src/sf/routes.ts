import { known } from '../parcels/parcel-truth.js';
import type { Answer } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, serviceRefusal } from './answers.js';
import type { Admitted } from './gate.js';
import type { SfPushes } from './pushes.js';
import { routeOf } from './route-view.js';

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
    const numbers = this.numbersOf(partnerId, fields.text('trackingType'), asked);
    const tail = fields.text('checkPhoneNo').slice(-4);
    const routeResps = numbers.map((mailNo) => {
      const parcel = this.world.state.parcels.get(mailNo);
      const told = parcel && this.following.mayKnow(parcel, { accountId: partnerId, tail });
      return { mailNo, routes: told ? known(parcel, this.world.clock.now()).map(routeOf) : [] };
    });
    return done({ routeResps });
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
    return asked.map((orderId) => {
      const one = this.following.orderOf(partnerId, orderId);
      if (!one) throw serviceRefusal('6150', '找不到该订单');
      return one.number;
    });
  }
}
