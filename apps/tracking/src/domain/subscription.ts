import { changed, nothing, type Decision, type Instant } from '@cartrail/kernel';
import { hasEnded } from './register.js';
import type { Waybill, WaybillFact } from './waybill.js';

type Decided = Decision<Waybill, WaybillFact>;

/**
 * A provider gave a parcel up, with or without news of it. One that may still move is subscribed anew, no sooner than the
 * provider takes it again. Told twice, it is still the first time that counts.
 */
export function lapse(heard: Decided, before: Waybill, resubscribeAt: Instant): Decided {
  const state = heard.kind === 'changed' ? heard.state : before;
  if (hasEnded(state) || state.resubscribeAt !== undefined) return heard;
  const facts = heard.kind === 'changed' ? heard.facts : [];
  return changed<Waybill, WaybillFact>({ ...state, resubscribeAt }, ...facts);
}

/** Takes the parcel off the list of those to subscribe anew. */
export function renew(waybill: Waybill | undefined, now: Instant): Decided {
  if (waybill?.resubscribeAt === undefined || waybill.resubscribeAt > now) return nothing('not-lapsed');
  return changed<Waybill, WaybillFact>({ ...waybill, resubscribeAt: undefined });
}
