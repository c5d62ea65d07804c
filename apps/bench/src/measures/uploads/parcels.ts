import { topics } from '@cartrail/contracts';
import { aReturnLine, aReturnParcelAssigned, aReturnRequested, waitUntil } from '@cartrail/testing';
import { type Bench } from '../../bench.js';
import { newNumbers, outgoing } from '../events.js';
import { type Film } from './film.js';
import { type Form, formOf } from './form.js';

const KINDS = ['LABEL', 'OUTER', 'OUTER', 'OPENED', 'ITEM', 'SERIAL'] as const;
export const PHOTOS = KINDS.length;

/** A parcel the warehouse expects, and which photos of the film are of it. */
export interface Parcel {
  readonly nr: number;
  readonly number: string;
  readonly returnId: string;
  readonly lineId: string;
}

let parcels = 0;

/** Returns without a case at the platform: nobody but the warehouse has anything to do with them. */
export async function announce(bench: Bench, count: number): Promise<Parcel[]> {
  const about = { tenantId: bench.tenant.tenantId, occurredAt: Date.now() };
  const announced = newNumbers(count).map((number) => {
    const line = aReturnLine();
    const requested = aReturnRequested(
      { afterSaleId: undefined, status: 'AwaitingCase', lines: [line] },
      about,
    );
    const { returnId, orderId, shopId } = requested.data;
    const ref = { returnId, orderId, shopId, afterSaleId: undefined };
    const assigned = aReturnParcelAssigned({ ...ref, number, by: 'buyer' }, about);
    const parcel: Parcel = { nr: parcels++, number, returnId, lineId: line.lineId };
    return { parcel, events: [requested, assigned].map(outgoing) };
  });
  const topic = topics.returnEvents.name;
  await bench.topics.send(
    topic,
    announced.flatMap(({ events }) => events),
  );
  await waitUntil(
    async () =>
      (await bench.hasRead('e-sign', 'e-sign.arrivals', topic)) ? undefined : 'e-sign to expect parcels',
    120_000,
  );
  return announced.map(({ parcel }) => parcel);
}

/** What the warehouse sends for it: all is there and whole. */
export function signOffForm(film: Film, parcel: Parcel): Form {
  const photos = photosOf(film, parcel);
  const record = {
    number: parcel.number,
    warehouseCode: 'hz-1',
    deviceId: 'station-1',
    signerName: '周仓管',
    packageState: 'intact',
    items: [
      { returnId: parcel.returnId, lineId: parcel.lineId, received: 1, verdict: 'INTACT', reasons: [] },
    ],
    photos: photos.map(({ name }, place) => ({ part: name, kind: KINDS[place] })),
  };
  return formOf(record, photos);
}

export const photosOf = (film: Film, { nr }: Parcel): { name: string; bytes: Buffer }[] =>
  KINDS.map((_, place) => ({ name: `photo${place}`, bytes: film.photo(nr * PHOTOS + place) }));
