import { toShanghai, type Clock } from '@cartrail/kernel';
import type { Deliveries } from '../delivery/deliveries.js';
import type { Parcel, Scan, Subscription } from '../state/model.js';
import type { State } from '../state/state.js';
import { dataSign } from './sign.js';
import { mayKnow, track } from './track.js';

/** Pushes 101 and 102: the whole history of a parcel to everybody who subscribed to it. */
export class KdniaoPushes {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
  ) {}

  history(subscription: Subscription, parcel: Parcel, scans: readonly Scan[]): void {
    const account = this.state.accounts.get(subscription.eBusinessId);
    if (!account || !mayKnow(parcel, subscription) || scans.length === 0) return;
    const requestType = subscription.requestType === '1008' ? '101' : '102';
    const body = this.requestData(subscription, track(scans));
    const forged = this.requestData(subscription, track([...scans, ...forgedScan(scans)]));
    const { number } = parcel;
    this.deliveries.send({
      provider: 'kdniao',
      sender: account.eBusinessId,
      key: `parcel:${account.eBusinessId}:${number}`,
      contentType: 'application/x-www-form-urlencoded;charset=utf-8',
      headers: {},
      body: form(body, requestType, dataSign(body, account.apiKey)),
      forged: { body: form(forged, requestType, dataSign(forged, 'not-the-key')), headers: {} },
      about: { number, tag: requestType, scans: scans.length },
      last: scans.length === parcel.scans.length,
    });
  }

  private requestData(subscription: Subscription, history: object): string {
    const { eBusinessId, orderCode, carrier, number, callback } = subscription;
    const one = {
      EBusinessID: eBusinessId,
      OrderCode: orderCode,
      ShipperCode: carrier,
      LogisticCode: number,
    };
    return JSON.stringify({
      EBusinessID: eBusinessId,
      PushTime: toShanghai(this.clock.now()),
      Count: '1',
      Data: [{ ...one, ...history, CallBack: callback }],
    });
  }
}

const form = (requestData: string, requestType: string, sign: string): string =>
  new URLSearchParams({ RequestData: requestData, RequestType: requestType, DataSign: sign }).toString();

/** What a forger would like to be believed: signed for. */
function forgedScan(scans: readonly Scan[]): Scan[] {
  const last = scans.at(-1);
  return last ? [{ ...last, at: last.at + 1_000, code: '301', text: '伪造签收' }] : [];
}
