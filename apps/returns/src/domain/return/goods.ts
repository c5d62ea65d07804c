import type { SignedLine, SignOff } from '../order/order-facts.js';
import { causeOf, type ReturnReason } from '../rules/reasons.js';
import type { ReturnStatus } from './moves.js';
import { move, set, tell, type Given, type Progress } from './progress.js';
import { decideRefund } from './refund.js';
import type { GoodsStep, Return } from './return.js';

/** Where goods may be under way: agreed, or agreed once and given up too early. */
const travelling: readonly ReturnStatus[] = ['Approved', 'Lapsed', 'InTransit', 'Arrived'];

/** Lets the return follow what is known of its goods, as far as its status allows. */
export function advance(progress: Progress, given: Given): Progress {
  const travelled = step(step(progress, 'InTransit'), 'Arrived');
  return review(signed(travelled), given);
}

function step(progress: Progress, to: 'InTransit' | 'Arrived'): Progress {
  const { parcel, pickedUpAt, arrivedAt, told, status } = progress.state;
  const at = to === 'InTransit' ? pickedUpAt : arrivedAt;
  if (at === undefined || !parcel || told.includes(to) || isPast(progress.state, to)) return progress;
  if (status !== 'InDispute' && !travelling.includes(status)) return progress;
  const { number, carrier } = parcel;
  const next = tell(toldOf(progress, to), { type: to, number, carrier, at });
  return status === 'InDispute' ? next : move(next, to);
}

/** A scan that comes after a later one tells nothing new. */
const isPast = ({ told }: Return, to: GoodsStep): boolean =>
  told.includes('SignedOff') || (to === 'InTransit' && told.includes('Arrived'));

function signed(progress: Progress): Progress {
  const { status, told } = progress.state;
  const last = validRecords(progress.state).at(-1);
  if (!last || told.includes('SignedOff')) return progress;
  if (status !== 'InDispute' && !travelling.includes(status)) return progress;
  const { signOffId, number, carrier, at } = last;
  const lines = verdictOf(progress.state);
  const next = tell(toldOf(progress, 'SignedOff'), {
    type: 'SignedOff',
    signOffId,
    lines,
    number,
    carrier,
    at,
  });
  return status === 'InDispute' ? next : move(next, 'SignedOff');
}

const toldOf = (progress: Progress, what: GoodsStep): Progress =>
  set(progress, { told: [...progress.state.told, what] });

/** Pays or objects, by the verdict on all lines; again when a record was added or corrected. */
export function review(progress: Progress, given: Given): Progress {
  const { status, refund, reason, objectedBy } = progress.state;
  const last = validRecords(progress.state).at(-1);
  if (!last || refund || (status !== 'SignedOff' && status !== 'Objected')) return progress;
  const lines = verdictOf(progress.state);
  if (lines.every((line) => isRefundable(line.verdict, reason))) {
    const paid = decideRefund(progress, given, last.at);
    if (paid) return paid;
  }
  if (objectedBy === last.signOffId) return progress;
  const objected = set(move(progress, 'Objected'), { objectedBy: last.signOffId });
  return tell(objected, { type: 'Objected', signOffId: last.signOffId, lines, at: given.now });
}

export const validRecords = ({ signOffs, superseded }: Return): readonly SignOff[] =>
  signOffs.filter(({ signOffId }) => !superseded.includes(signOffId));

/** Transit risk of goods that go back for the merchant's cause is the merchant's (domain-rules §9). */
export const isRefundable = (verdict: string, reason: ReturnReason): boolean =>
  verdict === 'INTACT' ||
  verdict === 'QUALITY_CONFIRMED' ||
  (verdict === 'DAMAGED_IN_TRANSIT' && causeOf(reason) === 'merchant');

/**
 * The records that stand, line by line: units add up, and what is missing is short. Of verdicts that keep the money back
 * the first told counts; a `SHORT` stays one, though another record brings the rest: a person says whether all is there.
 */
export function verdictOf(state: Return): SignedLine[] {
  const found = validRecords(state).flatMap(({ lines }) => lines);
  return state.lines.map(({ lineId, quantity }) => {
    const mine = found.filter((line) => line.lineId === lineId);
    const received = mine.reduce((sum, line) => sum + line.received, 0);
    const bad = mine.find(({ verdict }) => !isRefundable(verdict, state.reason));
    const short = received < quantity ? 'SHORT' : undefined;
    return {
      lineId,
      expected: quantity,
      received,
      verdict: bad?.verdict ?? short ?? mine[0]?.verdict ?? 'SHORT',
    };
  });
}
