import { known } from '../parcels/parcel-truth.js';
import type { Answer } from '../vendors/door.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, invalid } from './answers.js';
import { assertCustomer, type Admitted } from './gate.js';
import { listOf, tracesOf } from './track-view.js';

/** Tracks of Deppon's parcels: no phone is asked for. */
export class DepponTracks {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
  ) {}

  /** Nothing of what is somebody else's. */
  query(admitted: Admitted): Answer {
    assertCustomer(admitted);
    const mailNo = admitted.fields.text('mailNo');
    if (mailNo === '') throw invalid('运单号不能为空');
    const { state, clock } = this.world;
    const parcel = state.parcels.get(mailNo);
    const owner = this.following.senderOf(mailNo)?.accountId ?? admitted.companyCode;
    if (parcel?.carrier !== 'DBL' || owner !== admitted.companyCode) return done({ trace_list: [] });
    return done({ trace_list: listOf(mailNo, known(parcel, clock.now()).flatMap(tracesOf)) });
  }

  subscribe({ companyCode, fields }: Admitted): Answer {
    const number = fields.text('tracking_number');
    if (!/^(DPK\d{9,12}|\d{8,10})$/.test(number)) throw invalid('tracking_number不正确');
    this.following.follow(number, { accountId: companyCode, tail: '' });
    return done(null);
  }
}
