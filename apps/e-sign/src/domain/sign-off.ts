import { changed, refused, type Decision } from '@cartrail/kernel';
import type { Arrival } from './arrival.js';
import { concerned, toRecord, type Pictured } from './compose-record.js';
import type { Corrected, Desk, Signed, SignedFact, Signing } from './desk.js';
import { match } from './expectation.js';
import type { StatedParcel, StatedPhoto } from './parcel.js';
import { isFilled, refuse, type Problem } from './problem.js';
import { lacking, notAllowed } from './proof.js';
import type { Seal } from './record.js';

/** Signs for a parcel, or says everything that is wrong with the record at once. */
export function sign(desk: Desk, signing: Signing, seal: Seal): Decision<Desk, SignedFact> {
  const { stated, corrects } = signing;
  const { corrected, arrivals } = desk;
  if (corrects !== undefined && !corrected) return refused('sign-off/not-found');
  if (corrected && corrected.newestId !== corrected.signOffId)
    return refused('sign-off/superseded', { newest: corrected.newestId });
  const { matched, problems } = match(stated.items, arrivals);
  const photos = pictured(stated.photos, corrected);
  const wrong = [
    ...unknownReturn(stated, arrivals),
    ...problems,
    ...photos.problems,
    ...notAllowed(stated.items, matched),
    ...lacking(stated.items, stated.photos),
  ];
  if (isFilled(wrong)) return refuse(wrong);
  const signedAlready = concerned(matched).find(
    ({ signedBy }) => signedBy !== undefined && signedBy !== corrects,
  );
  if (signedAlready)
    return refused('sign-off/already-signed', {
      signOffId: signedAlready.signedBy,
      returnId: signedAlready.returnId,
    });
  const record = toRecord(desk, signing, matched, photos.pictured);
  const rootId = corrected?.rootId ?? signing.signOffId;
  const { personal } = signing;
  const signed: Signed = { sealed: seal(record), record, personal, rootId, corrects: corrected };
  return changed<Desk, SignedFact>({ ...desk, signed }, { type: 'Signed' });
}

const unknownReturn = ({ returnId }: StatedParcel, arrivals: readonly Arrival[]): Problem[] =>
  returnId === undefined || arrivals.some((arrival) => arrival.returnId === returnId)
    ? []
    : [{ pointer: '/returnId', code: 'return-unknown', message: 'no such return is expected' }];

/** One picture proves one thing: the same bytes under another kind show nothing more. */
const repeated = (index: number, first: number): Problem => ({
  pointer: `/photos/${index}`,
  code: 'photo-repeated',
  message: `the same picture as photo ${first} of this record`,
});

function pictured(
  photos: readonly StatedPhoto[],
  corrected: Corrected | undefined,
): { readonly pictured: readonly Pictured[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const found: Pictured[] = [];
  for (const [index, photo] of photos.entries()) {
    const { shown } = photo;
    const picture =
      'picture' in shown ? shown.picture : corrected?.pictures.find(({ sha256 }) => sha256 === shown.sha256);
    if (picture) {
      const first = found.findIndex((other) => other.picture.sha256 === picture.sha256);
      if (first >= 0) problems.push(repeated(index, first));
      found.push({ ...photo, picture });
    } else {
      const message = 'the corrected record has no photo with this hash';
      problems.push({ pointer: `/photos/${index}/sha256`, code: 'photo-unknown', message });
    }
  }
  return { pictured: found, problems };
}
