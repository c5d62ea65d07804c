import { changed, nothing, type Decision, type Instant } from '@cartrail/kernel';
import type { Interception, InterceptionFact, Want } from './interception.js';
import { isOver } from './moves.js';

type Decided = Decision<Interception, InterceptionFact>;

export interface WantedStop extends Want {
  readonly number: string;
  readonly carrier: string;
}

/** The buyer still wants these goods, only elsewhere: no carrier is asked to send them back for that. */
const ELSEWHERE = 'address_changed';

/** An order wants a parcel stopped; said again it is nothing new. */
export function want(known: Interception | undefined, id: string, stop: WantedStop, at: Instant): Decided {
  const { number, carrier, ...own } = stop;
  const held = known && !isReused(known, own) ? known : undefined;
  const wants = withWant(held?.wants ?? [], own);
  if (wants === held?.wants) return nothing('known');
  if (held && (isOver(held.status) || held.status === 'asked')) return nothing('over');
  const next: Interception = {
    ...(held ?? { status: 'wanted', byHand: true, round: known?.round ?? 0 }),
    id,
    number,
    carrier,
    wants,
  };
  // What was answered, or is being asked, is so for the other reason too.
  if (held && !isWaiting(held)) return told(next, at);
  return plan(next, at);
}

/** Nobody at the carrier was asked yet: a person had to, or there was no account for it. */
const isWaiting = ({ status, byHand }: Interception): boolean =>
  (status === 'wanted' && byHand) || status === 'not_supported';

function plan(next: Interception, at: Instant): Decided {
  const back = next.wants.filter(({ reason }) => reason !== ELSEWHERE);
  if (next.carrier === 'UNKNOWN') return byHand(next, 'unknown_carrier', at);
  if (back.length === 0) return byHand(next, 'other_address', at);
  if (!back.some(({ whole }) => whole)) return byHand(next, 'part_of_parcel', at);
  const asking = { status: 'wanted', byHand: false, why: undefined, inVain: undefined } as const;
  return changed<Interception, InterceptionFact>(
    { ...next, ...asking, round: next.round + 1 },
    { type: 'Changed', at },
    { type: 'AskWanted' },
  );
}

const byHand = (state: Interception, why: string, at: Instant): Decided =>
  told({ ...state, status: 'wanted', byHand: true, why }, at);

const told = (state: Interception, at: Instant): Decided =>
  changed<Interception, InterceptionFact>(state, { type: 'Changed', at });

function withWant(wants: readonly Want[], own: Want): readonly Want[] {
  const same = wants.find(({ orderId, reason }) => orderId === own.orderId && reason === own.reason);
  if (same) return same.whole || !own.whole ? wants : wants.map((each) => (each === same ? own : each));
  return [...wants, own];
}

/** Carriers give a number again: another order's goods after that parcel ended are another parcel. */
const isReused = ({ status, wants }: Interception, { orderId }: Want): boolean =>
  isOver(status) && !wants.some((each) => each.orderId === orderId);

/** Orders all of whose goods in the parcel are to come back. */
export const wholeOrders = ({ wants }: Interception): ReadonlySet<string> =>
  new Set(wants.filter(({ whole, reason }) => whole && reason !== ELSEWHERE).map(({ orderId }) => orderId));
