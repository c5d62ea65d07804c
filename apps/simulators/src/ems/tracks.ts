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
    const { state, clock } = this.world;
    const parcel = state.parcels.get(waybillNo);
    const owner = this.following.senderOf(waybillNo)?.accountId ?? senderNo;
    if (parcel?.carrier !== 'EMS' || owner !== senderNo)
      return done({ responseItems: [] }, '当前邮件无客户信息');
    return done({ responseItems: this.history(parcel, clock.now()).map((item) => view(waybillNo, item)) });
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
