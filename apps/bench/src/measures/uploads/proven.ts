import { type ParcelSignedOffData } from '@cartrail/contracts';
import { type OutgoingEvent } from '../../stack/records.js';
import { PHOTOS } from './parcels.js';
import { type Upload } from './station.js';

/** Of the uploads that were accepted, those the product told everybody about: once, and as what they are. */
export function proven(uploads: readonly Upload[], events: readonly OutgoingEvent[]): ReadonlySet<Upload> {
  const told = new Map<string, ParcelSignedOffData[]>();
  for (const { value } of events) {
    const { data } = JSON.parse(value) as { readonly data: ParcelSignedOffData };
    told.set(data.signOffId, [...(told.get(data.signOffId) ?? []), data]);
  }
  return new Set(
    uploads.filter(({ signOffId, parcel }) => {
      const [event, ...more] = told.get(signOffId ?? '') ?? [];
      if (!event || more.length > 0) return false;
      const { announced, photoCount, number, returnIds } = event;
      const returned = returnIds.length === 1 && returnIds[0] === parcel.returnId;
      return announced && photoCount === PHOTOS && number === parcel.number && returned;
    }),
  );
}
