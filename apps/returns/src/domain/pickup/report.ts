import { nothing, type Instant } from '@cartrail/kernel';
import { called, cancelledNow, fail, numbered, recordBooking } from './book.js';
import { charge, isOutdated, type Charge } from './charge.js';
import { allows, hasFailed, isTaken, type PickupStatus } from './moves.js';
import type { Pickup } from './pickup.js';
import { begin, finish, move, set, tell, type Decided, type Progress } from './progress.js';

/** What a provider says of a booking, in our words. */
export interface Report extends Charge {
  readonly bookingId: string;
  readonly status: string;
  readonly code: string;
  readonly text?: string;
  readonly number?: string;
  readonly courier?: Pickup['courier'];
  readonly weightGrams?: number;
  /** Of the stream of reports; absent in an answer to our question. */
  readonly stream?: { readonly id: string; readonly sequence: number };
  readonly at: Instant;
}

/** A booking status as the pickup's; `undefined` moves nothing (the parcel's own journey, codes nobody mapped). */
const meaning: Readonly<Record<string, PickupStatus | undefined>> = {
  placed: 'Placed',
  accepted: 'Accepted',
  courier_assigned: 'Accepted',
  reopened: 'Accepted',
  picked_up: 'PickedUp',
  in_transit: 'PickedUp',
  out_for_delivery: 'PickedUp',
  delivered: 'Delivered',
  returned: 'PickedUp',
  settled: 'Settled',
  weight_changed: 'WeightChanged',
  cancelled_by_user: 'CancelledByUser',
  cancelled_by_carrier: 'CancelledByCarrier',
  pickup_failed: 'PickupFailed',
  rejected: 'Rejected',
};

/** Reports come twice, late and in any order: facts are taken from each once, the status only moves along the table. */
export function hear(state: Pickup | undefined, report: Report): Decided {
  if (!state) return nothing('pickup-unknown');
  if (isRepeat(state, report)) return nothing();
  if (state.providerBookingId !== undefined && state.providerBookingId !== report.bookingId)
    return nothing('other-booking');
  const booked = recordBooking(remember(begin(state), report), report, report.at);
  const detailed = numbered(detail(booked, report), report.number, report.at);
  const followed = changes(placed(follow(detailed, report)), state, report.at);
  return finish(state, called(asked(followed, report)));
}

/** A new weight takes the place of what was charged; only the provider's own sum says what that comes to. */
const asked = (progress: Progress, { status, inAll, bookingId, at }: Report): Progress =>
  status === 'weight_changed' && !inAll ? tell(progress, { type: 'NewsWanted', bookingId, at }) : progress;

/** Whoever reports on a booking has it. */
const placed = (progress: Progress): Progress => {
  const { status } = progress.state;
  return status === 'Quoted' || status === 'Unknown' ? move(progress, 'Placed') : progress;
};

const isRepeat = ({ heard }: Pickup, { stream }: Report): boolean =>
  stream !== undefined && (heard[stream.id] ?? 0) >= stream.sequence;

const remember = (progress: Progress, { stream, at }: Report): Progress =>
  set(progress, {
    heardAt: at,
    ...(stream && { heard: { ...progress.state.heard, [stream.id]: stream.sequence } }),
  });

function detail(progress: Progress, report: Report): Progress {
  const { state } = progress;
  const { courier, weightGrams } = report;
  const told = courier && (courier.nameMask ?? courier.phoneMask) !== undefined;
  const known = set(progress, { courier: told ? courier : state.courier });
  // The weight of an outdated bill is outdated, too.
  if (isOutdated(state, report)) return known;
  return set(known, { reportedGrams: weightGrams ?? state.reportedGrams, ...charge(state, report) });
}

function follow(progress: Progress, report: Report): Progress {
  const { status } = progress.state;
  const to = meaning[report.status];
  if (to === undefined) return progress;
  // Only a booking the provider revives comes back from its end; an older report does not.
  const revives = report.status === 'reopened' || isTaken(to);
  if (!allows(status, to) || (hasFailed(status) && !revives)) return progress;
  if (isTaken(to)) return taken(progress, to, report);
  switch (to) {
    case 'CancelledByUser':
      return cancelledNow(progress);
    case 'CancelledByCarrier':
    case 'PickupFailed':
    case 'Rejected':
      // We had asked for it: whatever the provider calls it, it is called off.
      return progress.state.cancelling ? cancelledNow(progress) : fail(progress, to, saidIn(report));
    case 'Accepted':
      return hasFailed(status)
        ? tell(set(move(progress, to), { revived: true, cancelling: undefined, unwanted: undefined }), {
            type: 'Revived',
          })
        : move(progress, to);
    case 'Placed':
    case 'Quoted':
    case 'Unknown':
    case 'PickedUp':
    case 'WeightChanged':
    case 'Settled':
    case 'Delivered':
      return move(progress, to);
  }
}

const NUMBER = /\+?\p{Nd}(?:[ -]?\p{Nd}){6,}/gu;

/** Providers write whom they could not reach; what reads like a phone goes no further. */
function saidIn({ code, text, at }: Report): Parameters<typeof fail>[2] {
  const why = text?.replaceAll(NUMBER, '***');
  return { code, why, said: { code, text: why }, at };
}

/** `Completed` is told once, however the first word of it reads. */
function taken(progress: Progress, to: PickupStatus, { number, at }: Report): Progress {
  const first = progress.state.pickedUpAt === undefined;
  const moved = set(move(progress, to), first ? { pickedUpAt: at, cancelling: undefined } : {});
  return first ? tell(moved, { type: 'Completed', number: number ?? moved.state.number, at }) : moved;
}

/** What of it others see, in one event. */
function changes(progress: Progress, before: Pickup, at: Instant): Progress {
  const { state, facts } = progress;
  const ended = facts.some(({ type }) => type === 'Failed' || type === 'Cancelled');
  const visible = (pickup: Pickup) =>
    JSON.stringify([pickup.status, pickup.courier, pickup.number, pickup.reportedGrams, pickup.chargedFen]);
  const news = { ...before, status: told(before.status, state.status) };
  if (ended || visible(news) === visible(state)) return progress;
  const { status, courier, number, reportedGrams, chargedFen } = state;
  return tell(progress, {
    type: 'Changed',
    status,
    courier,
    number,
    weightGrams: reportedGrams,
    chargedFen,
    at,
  });
}

/** Booked and picked up have events of their own: their status alone is no further news. */
const told = (from: PickupStatus, to: PickupStatus): PickupStatus =>
  (to === 'Placed' && from === 'Quoted') || to === 'PickedUp' ? to : from;
