import type { KdniaoPushes } from '../kdniao/pushes.js';
import type { Kuaidi100Callbacks } from '../kuaidi100/callbacks.js';
import type { Parcel, Scan } from '../state/model.js';
import type { State } from '../state/state.js';

/** A new scan goes to everybody who follows the parcel, at either aggregator. */
export class TrackFeed {
  constructor(
    private readonly state: State,
    private readonly kdniao: KdniaoPushes,
    private readonly kuaidi100: Kuaidi100Callbacks,
  ) {}

  tell(parcel: Parcel, history: readonly Scan[]): void {
    for (const subscription of this.state.subscriptions.get(parcel.number) ?? []) {
      this.kdniao.history(subscription, parcel, history);
    }
    const followers = this.state.trackSubscriptions.get(parcel.number);
    if (!followers) return;
    const left = followers.filter((one) => !this.kuaidi100.track(one, parcel, history));
    this.state.trackSubscriptions.set(parcel.number, left);
  }
}
