import { levelsOf, type Address } from './address.js';
import type { BookingRequest, QuoteRequest } from './booking.js';

/** What a vendor may repeat of a booking and nobody shall read in a log: its two ends, and what their lines end with. */
export const personalIn = ({
  sender,
  receiver,
}: Pick<BookingRequest, 'sender' | 'receiver'>): readonly string[] =>
  [sender, receiver].flatMap((end) => [end.name, end.phone, ...placeIn(end)]);

/** The same of a question about two places. */
export const placesIn = ({ from, to, fromParts, toParts }: QuoteRequest): readonly string[] =>
  [
    { ...fromParts, address: from },
    { ...toParts, address: to },
  ].flatMap(placeIn);

function placeIn(end: Address): readonly string[] {
  const { district = '', rest = '' } = levelsOf(end) ?? {};
  return [end.address, district + rest, rest];
}

/**
 * A vendor's words for an error of ours, which is logged: they may repeat whom the call was about. Taken out are
 * `personal`, what we sent that names somebody or a place, and every run of four digits or more, with or without
 * hyphens: phones and their ends.
 */
export const withoutPersonal = (words: string, personal: readonly string[] = []): string =>
  personal
    .filter((each) => each !== '')
    // What holds another goes first, or its rest would stay.
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, each) => rest.replaceAll(each, '…'), words)
    .replaceAll(/\d[\d-]{2,}\d/g, '…');
