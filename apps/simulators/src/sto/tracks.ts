import { known } from '../parcels/parcel-truth.js';
import type { Parcel } from '../state/model.js';
import type { Answer } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, refused } from './answers.js';
import type { Admitted } from './gate.js';
import { rowsOf } from './track-view.js';

/** Tracks of STO's parcels, for any account: no phone is asked for. */
export class StoTracks {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
  ) {}

  /** Every number that was asked for is in the answer; who is not known has no rows. */
  query({ fields }: Admitted): Answer {
    const order = fields.text('order');
    if (!['asc', 'desc'].includes(order)) throw refused('order不正确');
    const now = this.world.clock.now();
    const journeys = numbersIn(fields, 'waybillNoList').map((number) => {
      const parcel = this.parcelOf(number);
      const rows = parcel ? rowsOf(number, known(parcel, now)) : [];
      return [number, order === 'asc' ? rows : rows.reverse()] as const;
    });
    return done(Object.fromEntries(journeys));
  }

  subscribe({ appkey, fields }: Admitted): Answer {
    for (const number of numbersIn(fields, 'subscribeInfoList'))
      this.following.follow(number, { accountId: appkey, tail: '' });
    return done(null);
  }

  /** The wish is taken, and again, as long as the parcel is on its way: it goes back from its next scan on. */
  intercept({ fields }: Admitted): Answer {
    const parcel = this.parcelOf(numberOf(fields.text('waybillNo')));
    if (!parcel) throw refused('运单号不存在');
    if (!this.world.parcels.turnBack(parcel)) throw refused('快件已签收，不能拦截');
    return done(null);
  }

  private parcelOf(number: string): Parcel | undefined {
    const parcel = this.world.state.parcels.get(number);
    return parcel?.carrier === 'STO' ? parcel : undefined;
  }
}

/** A list of numbers, or of objects that each name one. */
function numbersIn(fields: Fields, name: string): string[] {
  const named = fields.list(name).map((one) => one.text('waybillNo'));
  const numbers = [...fields.texts(name), ...named].map(numberOf);
  if (numbers.length === 0) throw refused(`${name}不能为空`);
  return numbers;
}

function numberOf(text: string): string {
  if (!/^(STO\d{10}|\d{12,15})$/.test(text)) throw refused('运单号不正确');
  return text;
}
