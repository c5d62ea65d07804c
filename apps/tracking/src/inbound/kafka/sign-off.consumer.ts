import { ParcelSignedOff, SignOffSuperseded, topics, type EventOf } from '@cartrail/contracts';
import { fromIso } from '@cartrail/kernel';
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { told } from '../../domain/followed-return.js';
import { ReturnChanges } from './return-changes.js';

/** Signed for is arrived, whatever the carrier's scans say; one parcel may bring back several returns. */
@Consumes(topics.signOffEvents, { group: 'tracking.returns', ignore: [SignOffSuperseded] })
export class SignOffConsumer {
  constructor(private readonly returns: ReturnChanges) {}

  @On(ParcelSignedOff)
  signedOff(event: EventOf<typeof ParcelSignedOff>): AnyChange[] {
    const { returnIds, signedAt } = event.data;
    return [...new Set(returnIds)].map((returnId) =>
      this.returns.of(event, returnId, told('received', fromIso(signedAt), {})),
    );
  }
}
