import type { Instant } from '@cartrail/kernel';
import { tellsUnknownCode } from '../couriers/unknown-code.js';
import { known } from '../parcels/parcel-truth.js';
import type { Booking } from '../state/booking.model.js';
import type { Parcel } from '../state/model.js';
import type { Answer } from '../vendors/door.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, invalid } from './answers.js';
import type { Admitted } from './gate.js';
import { itemsOf, pickedUp, view, type Item } from './track-view.js';

export const EMS = 'ems';

/** Tracks of EMS's parcels, to their own customer. */
export class EmsTracks {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
  ) {}

  /** The whole history, with what was taken back in it. A stranger's parcel is a yes without items. */
  query({ senderNo, fields }: Admitted): Answer {
    const waybillNo = fields.text('waybillNo');
    if (waybillNo === '') throw invalid('waybillNo不能为空');
    const owner = this.following.senderOf(waybillNo)?.accountId ?? senderNo;
    const items = owner === senderNo ? this.itemsOf(waybillNo) : [];
    return items.length === 0
      ? done({ responseItems: [] }, '当前邮件无客户信息')
      : done({ responseItems: items.map((item) => view(waybillNo, item)) });
  }

  private itemsOf(waybillNo: string): Item[] {
    const { state, clock, faults } = this.world;
    const parcel = state.parcels.get(waybillNo);
    const items = parcel?.carrier === 'EMS' ? this.history(parcel, clock.now()) : [];
    const one = this.bookingOf(waybillNo);
    return one && tellsUnknownCode(faults, one) ? [...items, undocumented(clock.now())] : items;
  }

  bookingOf(number: string): Booking | undefined {
    const all = [...this.world.state.bookings.values()];
    return all.find((one) => one.vendor === EMS && one.number === number);
  }

  private history(parcel: Parcel, now: number): Item[] {
    const fetchedAt = this.bookingOf(parcel.number)?.pickedUpAt ?? undefined;
    const scans = known(parcel, now).flatMap((scan) => itemsOf(scan, fetchedAt !== undefined));
    return fetchedAt === undefined ? scans : [pickedUp(fetchedAt), ...scans];
  }
}

/** An event that no document has. */
const undocumented = (at: Instant): Item => ({ at, opCode: 'Z_777', opDesc: '未公开的节点', city: '' });
