import {
  RefundDue,
  ReturnApproved,
  ReturnArrived,
  ReturnInTransit,
  ReturnParcelAssigned,
  ReturnRequested,
  topics,
  type EventEnvelope,
  type Topic,
  type WaybillRef,
} from '@cartrail/contracts';
import {
  anAfterSaleAgreed,
  anAfterSaleRequested,
  anAfterSaleReturnShipped,
  anOrderImported,
  anOrderShipped,
  aParcelSignedOff,
  aRefundSucceeded,
  aReturnRef,
  aSignOffLine,
  aWaybillDelivered,
  aWaybillPickedUp,
  aWaybillRef,
} from '@cartrail/testing';
import { type OutgoingEvent } from '../../stack/records.js';
import { outgoing } from '../events.js';
import { type Story } from './story.js';

const FREIGHT_FEN = 600;

/** An event and where it belongs. */
export interface Cue {
  readonly topic: string;
  readonly event: OutgoingEvent;
}

/** All that happens outside returns around one return, written before any of it is needed. */
export interface ReturnScript {
  readonly orderId: string;
  /** What the return has to end with. */
  readonly refundFen: number;
  /** The order and its delivery, long before. */
  readonly before: readonly Cue[];
  readonly opens: Cue;
  /** By the type of what returns says, what somebody answers. */
  readonly answers: ReadonlyMap<string, Cue>;
  /** Stand in those answers for the ids that returns will have given by then. */
  readonly standIns: { readonly returnId: string; readonly refundId: string };
}

/** What somebody says to an event of returns, with the ids it gives; nothing to some of them. */
export function answerTo(
  { answers, standIns }: ReturnScript,
  type: string,
  given: { readonly returnId: string; readonly refundId?: string },
): Cue | undefined {
  const answer = answers.get(type);
  if (!answer) return undefined;
  const filled = (text: string): string =>
    text
      .replaceAll(standIns.returnId, given.returnId)
      .replaceAll(standIns.refundId, given.refundId ?? standIns.refundId);
  const { key, value, headers } = answer.event;
  return { topic: answer.topic, event: { key: filled(key), value: filled(value), headers } };
}

export function scriptOf(story: Story): ReturnScript {
  const { returnId } = aReturnRef();
  const refund = refunded(story, returnId);
  return {
    orderId: story.case.orderId,
    refundFen: story.refundFen,
    before: before(story),
    opens: opens(story),
    answers: new Map([
      ...atPlatform(story),
      ...onTheWay(story),
      ...signedFor(story, returnId),
      refund.answer,
    ]),
    standIns: { returnId, refundId: refund.refundId },
  };
}

const cue = ({ name }: Topic, event: EventEnvelope): Cue => ({ topic: name, event: outgoing(event) });

function before({ about, case: { orderId, shopId }, ordered, out, paidAt, signedAt }: Story): Cue[] {
  const payAmountFen = ordered.reduce((sum, line) => sum + line.payAmountFen, FREIGHT_FEN);
  const paid = { orderId, shopId, createdAt: paidAt, paidAt, lines: [...ordered] };
  const money = { orderAmountFen: payAmountFen, payAmountFen, postAmountFen: FREIGHT_FEN };
  const lines = ordered.map(({ lineId, quantity }) => ({ lineId, quantity }));
  const sent = { orderId, shopId, number: out, shippedAt: paidAt, paidAt, lines };
  const signed = { number: out, orderIds: [orderId], scannedAt: signedAt };
  return [
    cue(topics.orderEvents, anOrderImported({ ...paid, ...money }, about)),
    cue(topics.orderEvents, anOrderShipped(sent, about)),
    cue(topics.waybillEvents, aWaybillDelivered(signed, about)),
  ];
}

function opens({ about, case: ref, returned, refundFen, today }: Story): Cue {
  const asked = {
    lines: [...returned],
    refundAmountFen: refundFen,
    appliedAt: today,
    sourceUpdatedAt: today,
  };
  return cue(topics.afterSaleEvents, anAfterSaleRequested({ ...ref, ...asked }, about));
}

type Answer = readonly [type: string, cue: Cue];

/** The merchant agrees there; the buyer sends the goods and names the parcel. */
function atPlatform({ about, case: ref, back, today }: Story): Answer[] {
  const agreed = { ...ref, by: 'platform', agreedAt: today, shipBy: undefined };
  const shipped = { ...ref, number: back, carrier: 'YTO', shippedAt: today };
  return [
    [ReturnRequested.type, cue(topics.afterSaleEvents, anAfterSaleAgreed(agreed, about))],
    [ReturnApproved.type, cue(topics.afterSaleEvents, anAfterSaleReturnShipped(shipped, about))],
  ];
}

function onTheWay({ about, case: { orderId }, back, today }: Story): Answer[] {
  const parcel: Pick<WaybillRef, keyof WaybillRef> = aWaybillRef({ number: back, orderIds: [orderId] });
  const scanned = { ...parcel, scannedAt: today };
  return [
    [ReturnParcelAssigned.type, cue(topics.waybillEvents, aWaybillPickedUp(scanned, about))],
    [ReturnInTransit.type, cue(topics.waybillEvents, aWaybillDelivered(scanned, about))],
  ];
}

function signedFor({ about, case: { orderId }, returned, back, today }: Story, returnId: string): Answer[] {
  const lines = returned.map(({ lineId, quantity }) =>
    aSignOffLine({ returnId, lineId, expected: quantity, received: quantity }),
  );
  const record = { returnIds: [returnId], orderIds: [orderId], number: back, lines, signedAt: today };
  return [[ReturnArrived.type, cue(topics.signOffEvents, aParcelSignedOff(record, about))]];
}

function refunded(
  { about, case: { afterSaleId, orderId }, refundFen, today }: Story,
  returnId: string,
): { answer: Answer; refundId: string } {
  const paid = { returnId, afterSaleId, orderId, amountFen: refundFen, refundedAt: today };
  const event = aRefundSucceeded(paid, about);
  return { answer: [RefundDue.type, cue(topics.refundEvents, event)], refundId: event.data.refundId };
}
