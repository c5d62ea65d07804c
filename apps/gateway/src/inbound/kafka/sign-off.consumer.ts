import { ParcelSignedOff, SignOffSuperseded, topics, type EventOf } from '@cartrail/contracts';
import { Consumes, On } from '@cartrail/messaging';
import { withReturn, withSignOff } from '../../domain/merge-returns.js';
import type { SignOffPart } from '../../domain/return-document.js';
import { CaseChanges } from './case-changes.js';

/** A parcel nobody announced belongs to no case; the list of sign-offs shows it. */
@Consumes(topics.signOffEvents, { group: 'gateway.cases' })
export class SignOffConsumer {
  constructor(private readonly cases: CaseChanges) {}

  @On(ParcelSignedOff)
  signed(event: EventOf<typeof ParcelSignedOff>) {
    const { signOffId, signedAt, announced, lines, recordHash, photoCount, flags } = event.data;
    return this.of(event, (returnId) => ({
      signOffId,
      signedAt,
      announced,
      recordHash,
      photoCount,
      flags,
      lines: lines.filter((line) => line.returnId === undefined || line.returnId === returnId),
    }));
  }

  @On(SignOffSuperseded)
  superseded(event: EventOf<typeof SignOffSuperseded>) {
    const { signOffId, supersededBy } = event.data;
    return this.of(event, (_returnId, known) => {
      const held = known.find((one) => one.signOffId === signOffId);
      return { signOffId, signedAt: '', announced: true, ...held, supersededBy };
    });
  }

  private of(
    event: EventOf<typeof ParcelSignedOff> | EventOf<typeof SignOffSuperseded>,
    make: (returnId: string, known: readonly SignOffPart[]) => SignOffPart,
  ) {
    const { returnIds, orderIds } = event.data;
    return this.cases.of(event, [...new Set(orderIds)], ({ returns, caseId }) => ({
      returns: returnIds
        .filter((_, place) => orderIds[place] === caseId)
        .reduce(
          (all, id) =>
            withReturn(all, id, (known) => ({
              ...known,
              signOffs: withSignOff(known.signOffs, make(id, known.signOffs)),
            })),
          returns,
        ),
    }));
  }
}
