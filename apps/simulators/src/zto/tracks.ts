import { known } from '../parcels/parcel-truth.js';
import type { Answer } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { businessRefused, done, refused } from './answers.js';
import type { Admitted } from './gate.js';
import { rowsOf } from './track-view.js';

/** Queries of tracks and pushes of them, for whoever knows a phone of the parcel. */
export class ZtoTracks {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
  ) {}

  /** A wrong phone looks like a parcel that has not moved. */
  query({ appKey, fields }: Admitted): Answer {
    const [billCode, tail] = asked(fields);
    const { state, clock } = this.world;
    const parcel = state.parcels.get(billCode);
    const told = parcel && this.following.mayKnow(parcel, { accountId: appKey, tail });
    return done(told ? rowsOf(billCode, known(parcel, clock.now())) : []);
  }

  subscribe({ appKey, fields }: Admitted): Answer {
    const [billCode, tail] = asked(fields);
    this.following.follow(billCode, { accountId: appKey, tail });
    return done('订阅成功');
  }

  /** Back to the sender (`destinationType` 2); wished again, it goes back already. */
  intercept({ fields }: Admitted): Answer {
    const billCode = numberIn(fields);
    if (fields.text('requestId') === '' || fields.text('thirdBizNo') === '')
      throw businessRefused('requestId或thirdBizNo不能为空');
    if (fields.text('destinationType') !== '2') throw businessRefused('destinationType不支持');
    const { state, parcels } = this.world;
    const parcel = state.parcels.get(billCode);
    if (parcel?.carrier !== 'ZTO') throw businessRefused('运单号不存在');
    if (!parcels.turnBack(parcel)) throw businessRefused('快件已签收，不能拦截');
    return done(null);
  }
}

function numberIn(fields: Fields): string {
  const billCode = fields.text('billCode');
  if (!/^[A-Z0-9]{8,20}$/.test(billCode)) throw refused('S214', '运单号不正确');
  return billCode;
}

function asked(fields: Fields): [billCode: string, tail: string] {
  const billCode = numberIn(fields);
  const tail = fields.text('mobilePhone').slice(-4);
  if (!/^\d{4}$/.test(tail)) throw refused('E413', '手机号后四位不能为空');
  return [billCode, tail];
}
