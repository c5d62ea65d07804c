import { Inject } from '@nestjs/common';
import {
  ParcelSignedOff,
  SignOffSuperseded,
  topics,
  type EventOf,
  type ParcelSignedOffData,
} from '@cartrail/contracts';
import { fromIso } from '@cartrail/kernel';
import { causeOf, Consumes, On, type AnyChange } from '@cartrail/messaging';
import { signedOff, superseded, type SignedReturn } from '../../domain/order/sign-off.js';
import type { Calendar } from '../../domain/rules/window.js';
import { Flow } from '../flow/flow.js';
import { CALENDAR } from '../../application/ports.js';

@Consumes(topics.signOffEvents, { group: 'returns.changes' })
export class SignOffConsumer {
  constructor(
    private readonly flow: Flow,
    @Inject(CALENDAR) private readonly calendar: Calendar,
  ) {}

  /** A parcel may bring several returns, of several orders. */
  @On(ParcelSignedOff)
  signedOff(event: EventOf<typeof ParcelSignedOff>): AnyChange[] {
    const cause = causeOf(event);
    const records = event.data.returnIds.map((returnId) => toRecord(event.data, returnId));
    return [...new Set(event.data.orderIds)].map((orderId) =>
      this.flow.ofOrder(orderId, cause, (file) => signedOff(file, records, this.calendar)),
    );
  }

  @On(SignOffSuperseded)
  superseded(event: EventOf<typeof SignOffSuperseded>): AnyChange[] {
    const { signOffId, supersededBy, returnIds, orderIds, supersededAt } = event.data;
    const record = { returnIds, signOffId, by: supersededBy, at: fromIso(supersededAt) };
    return [...new Set(orderIds)].map((orderId) =>
      this.flow.ofOrder(orderId, causeOf(event), (file) => superseded(file, record)),
    );
  }
}

const toRecord = (data: ParcelSignedOffData, returnId: string): SignedReturn => ({
  returnId,
  signOffId: data.signOffId,
  lines: data.lines.flatMap(({ returnId: of, lineId, expected, received, verdict }) =>
    of === returnId && lineId !== undefined ? [{ lineId, expected, received, verdict }] : [],
  ),
  number: data.number,
  carrier: data.carrier,
  supersedes: data.supersedes,
  at: fromIso(data.signedAt),
});
