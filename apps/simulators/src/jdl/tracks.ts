import { tellsUnknownCode } from '../couriers/unknown-code.js';
import type { Answer } from '../vendors/door.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, invalid, notAllowed } from './answers.js';
import { originOf, type Admitted } from './gate.js';
import type { JdlHistory } from './history.js';
import { detail } from './nodes.js';

/** Of a node that no document has. */
const undocumented = { state: '777777', category: 777 };

/** Tracks of an order or a parcel, one at a time. */
export class JdlTracks {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
    private readonly history: JdlHistory,
  ) {}

  /** Oldest first; nothing of what is somebody else's. */
  query(admitted: Admitted): Answer {
    originOf(admitted);
    assertNamed(admitted);
    const number = this.history.numberOf(admitted);
    const nodes = number === undefined ? [] : this.history.of(number, this.world.clock.now());
    const one = number === undefined ? undefined : this.history.orderBehind(number);
    const isOdd = one !== undefined && tellsUnknownCode(this.world.faults, one);
    const courier = one?.courier;
    return done({
      collectorName: courier?.name ?? null,
      collectorPhone: courier?.mobile ?? null,
      traceDetails: nodes.map((node) => detail(number ?? '', isOdd ? { ...node, ...undocumented } : node)),
    });
  }

  /** A wrong phone brings no pushes, and no refusal. */
  subscribe(admitted: Admitted): Answer {
    originOf(admitted);
    assertNamed(admitted);
    const { appKey, fields } = admitted;
    const tail = fields.text('mobile').slice(-4);
    if (!/^\d{4}$/.test(tail)) throw invalid('手机号后四位不能为空');
    const number = this.history.numberOf(admitted);
    if (number === undefined) throw notAllowed('运单不存在或不属于该客户');
    this.following.follow(number, { accountId: appKey, tail });
    const one = this.history.orderBehind(number);
    if (one && one.receiver.phone.slice(-4) === tail) one.followed = true;
    return done(true);
  }
}

function assertNamed({ fields }: Admitted): void {
  if (fields.text('waybillCode') === '' && fields.text('orderCode') === '')
    throw invalid('waybillCode和orderCode不能同时为空');
}
