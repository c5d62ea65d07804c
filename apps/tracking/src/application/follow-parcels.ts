import type { Clock, Decision, Instant } from '@cartrail/kernel';
import { changed, nothing } from '@cartrail/kernel';
import { recordScans } from '../domain/record-scans.js';
import { leave, register, reinstate, replace, settle, withPoll, type Shipment } from '../domain/register.js';
import type { Report } from '../domain/scan.js';
import { lapse } from '../domain/subscription.js';
import type { ParcelNumber, Waybill, WaybillFact } from '../domain/waybill.js';

type Decided = Decision<Waybill, WaybillFact>;

/** Before all that are quiet. Until the carrier is asked nothing puts it off, but that other goods travel under the number. */
const AT_ONCE: Instant = 0;

/** Everything that happens to a parcel, each as the pure decision a change carries. */
export class FollowParcels {
  constructor(
    private readonly clock: Clock,
    /** How long a carrier may be silent before it is asked, in business time. */
    private readonly usualGapMs: number,
  ) {}

  shipped(shipment: Shipment, generation?: number) {
    return (waybill: Waybill | undefined, id: string): Decided => {
      const now = this.clock.now();
      return this.scheduled(register(waybill, id, shipment, now, generation), now);
    };
  }

  replaced(orderId: string, by: ParcelNumber) {
    return (waybill: Waybill | undefined): Decided => replace(waybill, orderId, by, this.clock.now());
  }

  left(returnId: string, by: ParcelNumber) {
    return (waybill: Waybill | undefined): Decided => {
      const now = this.clock.now();
      return this.scheduled(leave(waybill, returnId, by, now), now);
    };
  }

  settled(returnId: string, why: string | undefined) {
    return (waybill: Waybill | undefined): Decided =>
      this.scheduled(settle(waybill, returnId, why), this.clock.now());
  }

  reinstated(returnId: string) {
    return (waybill: Waybill | undefined): Decided =>
      this.scheduled(reinstate(waybill, returnId), this.clock.now());
  }

  /** What a carrier said. A parcel nobody registered is not followed: its scans stay in the stored push. */
  heard(reports: readonly Report[], resubscribeAfterMs?: number) {
    return (waybill: Waybill | undefined): Decided => {
      if (!waybill) return nothing('not-followed');
      const now = this.clock.now();
      const heard = this.scheduled(recordScans(waybill, reports, now), now);
      return resubscribeAfterMs === undefined ? heard : lapse(heard, waybill, now + resubscribeAfterMs);
    };
  }

  /**
   * Somebody nobody vouches for says there is news: its carrier is asked at the next look, once for all that is said
   * until then, also about a parcel that has ended. Nothing he says is believed.
   */
  rumoured() {
    return (waybill: Waybill | undefined): Decided => {
      if (!waybill) return nothing('not-followed');
      if (waybill.replacedBy) return nothing('replaced');
      if (waybill.nextPollAt === AT_ONCE) return nothing('to-be-asked');
      return changed({ ...waybill, nextPollAt: AT_ONCE });
    };
  }

  /** Takes the parcel off the list of those to ask about while its carrier is asked. */
  asked() {
    return (waybill: Waybill | undefined): Decided => {
      const now = this.clock.now();
      if (waybill?.nextPollAt === undefined || waybill.nextPollAt > now) return nothing('not-quiet');
      return changed(withPoll(waybill, now, this.usualGapMs));
    };
  }

  private scheduled(decision: Decided, now: Instant): Decided {
    // What is said while an answer is on its way is not in it.
    if (decision.kind !== 'changed' || decision.state.nextPollAt === AT_ONCE) return decision;
    return { ...decision, state: withPoll(decision.state, now, this.usualGapMs) };
  }
}
