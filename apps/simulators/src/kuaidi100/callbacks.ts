import { fenToYuan, type Clock } from '@cartrail/kernel';
import type { Deliveries } from '../delivery/deliveries.js';
import { carriers } from '../orders/catalogue.js';
import { mayKnow } from '../kdniao/track.js';
import type { TrackSubscription } from '../state/booking.model.js';
import type { Parcel, Scan } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Change } from '../vendors/vendor.js';
import { statusOf, VENDOR, type Kuaidi100Booking } from './booking.js';
import { LIST } from './price-view.js';
import { signCallback } from './sign.js';
import { lastResult } from './track-view.js';

const FORM = 'application/x-www-form-urlencoded; charset=utf-8';

/** Tells bookings and tracks to the addresses given with them, again until acknowledged. */
export class Kuaidi100Callbacks {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
  ) {}

  booking(one: Kuaidi100Booking, change: Change): void {
    const status = statusOf[one.state];
    one.callbacks.push({ at: this.clock.now(), status });
    const param = JSON.stringify(bookingParam(one, status, change));
    const forged = JSON.stringify(bookingParam(one, statusOf.dropped, { message: '伪造' }));
    const salt = one.salt ?? this.state.kuaidi100.get(one.accountKey)?.salt ?? null;
    this.deliveries.send({
      provider: VENDOR,
      sender: one.accountKey,
      url: one.callbackUrl,
      key: `booking:${one.taskId}`,
      contentType: FORM,
      headers: {},
      body: form({ taskId: one.taskId }, param, salt),
      forged: { body: form({ taskId: one.taskId }, forged, 'not-the-salt'), headers: {} },
      about: { taskId: one.taskId, reference: one.reference, phone: one.sender.phone, status },
    });
    if (one.state === 'picked-up' && one.pollUrl !== '') this.follow(one);
  }

  /** The tracks were asked for with the booking. */
  private follow({ number, carrier, accountKey, salt, sender, pollUrl }: Kuaidi100Booking): void {
    const company = carriers[carrier].kuaidi100Code;
    const before = this.state.trackSubscriptions.get(number) ?? [];
    const where = { phone: sender.phone, callbackUrl: pollUrl, salt, resultv2: '4' };
    this.state.trackSubscriptions.set(number, [...before, { accountKey, company, number, ...where }]);
  }

  /** The whole history to one subscriber; true when nothing will follow. */
  track(subscription: TrackSubscription, parcel: Parcel, scans: readonly Scan[]): boolean {
    const { company, number, accountKey } = subscription;
    if (scans.length === 0 || !knows(subscription, parcel)) return false;
    const body = (history: readonly Scan[], salt: string | null): string => {
      const result = lastResult(company, number, history, subscription.resultv2);
      const status = isOver(history) ? 'shutdown' : 'polling';
      const rest = { message: '', autoCheck: '0', comOld: '', comNew: '', lastResult: result };
      return form({}, JSON.stringify({ status, billstatus: '', ...rest }), salt);
    };
    const over = isOver(scans);
    this.deliveries.send({
      provider: VENDOR,
      sender: accountKey,
      url: subscription.callbackUrl,
      key: `track:${accountKey}:${number}`,
      contentType: FORM,
      headers: {},
      body: body(scans, subscription.salt),
      forged: { body: body([...scans, ...forgedScan(scans)], 'not-the-salt'), headers: {} },
      about: { number, scans: scans.length },
      last: over,
    });
    return over;
  }
}

/** Signed for, at either end. */
const isOver = (scans: readonly Scan[]): boolean => /^(3|406$)/.test(scans.at(-1)?.code ?? '');

const knows = (subscription: TrackSubscription, parcel: Parcel): boolean =>
  carriers[parcel.carrier].kuaidi100Code === subscription.company &&
  mayKnow(parcel, { carrier: parcel.carrier, tail: subscription.phone.slice(-4) });

/** Empty texts where there is nothing to tell, as this aggregator does. */
function bookingParam(one: Kuaidi100Booking, status: number, told: Change): object {
  const yuan = (fen: number | undefined): string => (fen === undefined ? '' : fenToYuan(fen));
  const kilograms = told.weightGrams === undefined ? '' : (told.weightGrams / 1_000).toFixed(2);
  return {
    kuaidicom: carriers[one.carrier].kuaidi100Code,
    kuaidinum: one.numberTold ? one.number : '',
    status: '200',
    message: told.message ?? '成功',
    data: {
      orderId: one.orderId,
      status,
      courierName: one.courier?.name ?? '',
      courierMobile: one.courier?.mobile ?? '',
      weight: kilograms,
      defPrice: yuan(told.freightFen === undefined ? undefined : Math.round(told.freightFen * LIST)),
      freight: yuan(told.freightFen),
      volume: '',
      actualWeight: kilograms,
      feeDetails: (told.fees ?? []).map(({ feeType, feeDesc, amountFen }) => ({
        feeType,
        feeDesc,
        amount: fenToYuan(amountFen),
        payStatus: '1',
      })),
    },
  };
}

/** Without a salt there is no signature at all; an empty one still makes one. */
function form(fields: Record<string, string>, param: string, salt: string | null): string {
  const body = new URLSearchParams({ ...fields, param });
  if (salt !== null) body.set('sign', signCallback(param, salt));
  return body.toString();
}

function forgedScan(scans: readonly Scan[]): Scan[] {
  const last = scans.at(-1);
  return last ? [{ ...last, at: last.at + 1_000, code: '301', text: '伪造签收' }] : [];
}
