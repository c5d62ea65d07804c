import type { Answer } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, serviceRefusal } from './answers.js';
import type { Admitted } from './gate.js';

/** A parcel back to its sender, at his cost; wished again, it goes back already. */
export const wantedIntercept =
  ({ state, parcels }: Surroundings) =>
  ({ account }: Admitted, fields: Fields): Answer => {
    for (const name of ['waybillNo', 'serviceCode', 'role', 'payMode'])
      if (fields.text(name) === '') throw serviceRefusal('S0001', `${name}不能为空`);
    if (fields.text('monthlyCardNo') !== account['monthlyCard'])
      throw serviceRefusal('8119', '月结卡号不合法');
    const parcel = state.parcels.get(fields.text('waybillNo'));
    if (parcel?.carrier !== 'SF') throw serviceRefusal('8191', '运单号不合法');
    if (!parcels.turnBack(parcel)) throw serviceRefusal('8247', '快件已签收，不能拦截');
    return done({});
  };
