import { known } from '../parcels/parcel-truth.js';
import type { Answer } from '../vendors/door.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, invalid, notAllowed } from './answers.js';
import type { Admitted } from './gate.js';
import { historyOf } from './track-view.js';

/** Tracks of J&T's parcels: no phone is asked for. */
export class JtTracks {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
  ) {}

  /** Several numbers in one text, or in a list; who is not known is left out. */
  query({ account, fields }: Admitted): Answer {
    const numbers = fields
      .texts('billCodes')
      .flatMap((one) => one.split(','))
      .map((one) => one.trim())
      .filter((one) => one !== '');
    if (numbers.length === 0) throw invalid('billCodes不能为空');
    const { state, clock } = this.world;
    const asNames = account['scanTypes'] === 'names';
    const rows = numbers.flatMap((billCode) => {
      const parcel = state.parcels.get(billCode);
      if (parcel?.carrier !== 'JTSD') return [];
      return [{ billCode, details: historyOf(billCode, known(parcel, clock.now()), asNames) }];
    });
    return done(rows);
  }

  /** Only the scan types that are named will be pushed. */
  subscribe({ apiAccount, fields }: Admitted): Answer {
    const rows = fields.list('list');
    if (fields.text('id') === '' || rows.length === 0) throw invalid('id或list不能为空');
    for (const row of rows) {
      const number = row.text('waybillCode');
      const kinds = row.text('traceNode').split('&');
      if (!/^JT\d{13}$/.test(number) || !kinds.every((one) => /^([1-9]|1[0-4])$/.test(one)))
        throw invalid('waybillCode或traceNode不正确');
      this.following.follow(number, { accountId: apiAccount, tail: '', kinds });
    }
    return done('SUCCESS');
  }

  /** Back to the sender (`applyTypeCode` 4); wished again, it goes back already. */
  intercept({ fields }: Admitted): Answer {
    const number = fields.text('mailNo');
    if (!/^JT\d{13}$/.test(number)) throw invalid('mailNo不正确');
    if (fields.text('applyTypeCode') !== '4') throw invalid('applyTypeCode不支持');
    const { state, parcels } = this.world;
    const parcel = state.parcels.get(number);
    if (parcel?.carrier !== 'JTSD') throw notAllowed('运单号不存在');
    if (!parcels.turnBack(parcel)) throw notAllowed('快件已签收，不能拦截');
    return done(null);
  }
}
