import { known } from '../parcels/parcel-truth.js';
import type { Parcel } from '../state/model.js';
import type { Answer } from '../vendors/door.js';
import { Fields } from '../vendors/fields.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, nothingFound, refused } from './answers.js';
import type { Admitted } from './gate.js';
import { rowsOf } from './track-view.js';

/** Tracks of YTO's parcels, for any account: no phone is asked for. */
export class YtoTracks {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
  ) {}

  /** A bare list, or an object where there is nothing to list. */
  query({ fields }: Admitted): Answer {
    const number = numberIn(fields, 'NUMBER', 'Number');
    const parcel = this.parcelOf(number);
    const rows = parcel ? rowsOf(number, known(parcel, this.world.clock.now())) : [];
    return rows.length > 0 ? done(rows) : nothingFound(number);
  }

  /** What is to be followed is JSON within the JSON. */
  subscribe({ openId, fields }: Admitted): Answer {
    const logistics = Fields.parse(fields.text('logistics_interface'));
    const clientId = fields.text('client_id');
    if (!logistics || clientId === '' || logistics.text('clientId') !== clientId)
      throw refused('client_id或logistics_interface不正确');
    if (fields.text('msg_type') !== 'online') throw refused('msg_type不正确');
    this.following.follow(numberIn(logistics, 'waybillNo'), { accountId: openId, tail: '' });
    return done({ success: true, message: '订阅成功' });
  }

  /** The wish is taken, and again, as long as the parcel is on its way: it goes back from its next scan on. */
  want({ fields }: Admitted): Answer {
    if (fields.text('wantedDesc') === '') throw refused('wantedDesc不能为空');
    const parcel = this.parcelOf(numberIn(fields, 'waybillNo'));
    if (!parcel) throw refused('运单号不存在');
    if (!this.world.parcels.turnBack(parcel)) throw refused('快件已签收，不能拦截');
    return done({ statusCode: 0 });
  }

  private parcelOf(number: string): Parcel | undefined {
    const parcel = this.world.state.parcels.get(number);
    return parcel?.carrier === 'YTO' ? parcel : undefined;
  }
}

function numberIn(fields: Fields, ...names: readonly string[]): string {
  const number = names.map((name) => fields.text(name)).find((text) => text !== '') ?? '';
  if (!/^[A-Z0-9]{10,18}$/.test(number)) throw refused('运单号不正确');
  return number;
}
