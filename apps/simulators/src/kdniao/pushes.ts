import type { Parcel, Scan, Subscription } from '../state/model.js';
import type { State } from '../state/state.js';
import type { KdniaoSender } from './sender.js';
import { mayKnow, track } from './track.js';

/** Pushes 101 and 102: the whole history of a parcel to everybody who subscribed to it. */
export class KdniaoPushes {
  constructor(
    private readonly state: State,
    private readonly sender: KdniaoSender,
  ) {}

  history(subscription: Subscription, parcel: Parcel, scans: readonly Scan[]): void {
    const { eBusinessId, number, carrier, orderCode, callback, requestType } = subscription;
    const account = this.state.accounts.get(eBusinessId);
    if (!account || !mayKnow(parcel, subscription) || scans.length === 0) return;
    const names = {
      EBusinessID: eBusinessId,
      OrderCode: orderCode,
      ShipperCode: carrier,
      LogisticCode: number,
    };
    const item = (history: object): object => ({ ...names, ...history, CallBack: callback });
    this.sender.send(account, requestType === '1008' ? '101' : '102', {
      item: item(track(scans)),
      lie: item(track([...scans, ...forgedScan(scans)])),
      key: `parcel:${eBusinessId}:${number}`,
      about: { number, scans: scans.length },
      last: scans.length === parcel.scans.length,
    });
  }
}

/** What a forger would like to be believed: signed for. */
function forgedScan(scans: readonly Scan[]): Scan[] {
  const last = scans.at(-1);
  return last ? [{ ...last, at: last.at + 1_000, code: '301', text: '伪造签收' }] : [];
}
