import { normaliseNumber } from '@cartrail/carriers';
import { fromIso } from '@cartrail/kernel';
import type { FieldProblem } from '@cartrail/service-kit';
import type { PersonalWords } from '../../application/ports.js';
import type { PhotoBatch } from '../../application/take-photos.js';
import type { StatedParcel, StatedPhoto } from '../../domain/parcel.js';
import type { SentForm } from './form.js';
import { invalid, invalidFields, notPictures } from './form-problems.js';
import type { ItemDto, PhotoDto, RecordDto } from './record.dto.js';

export interface Statement {
  readonly stated: StatedParcel;
  readonly words: PersonalWords;
}

/** A form as the domain reads it: every photo of the record has its part, and every part its photo. */
export function toStatement({ record, why }: SentForm, batch: PhotoBatch): Statement {
  refuseUnmatched(record, batch);
  const blind = batch.parts().filter((part) => !batch.picture(part));
  if (blind.length > 0) throw notPictures(blind);
  const { signerName, notes } = record;
  return {
    words: { signerName: signerName.trim(), notes, why },
    stated: {
      number: numberOf(record),
      returnId: record.returnId,
      warehouseCode: record.warehouseCode,
      deviceId: record.deviceId,
      deviceTime: momentOf(record.deviceTime),
      weightGrams: record.weightGrams,
      packageState: record.packageState,
      geo: record.geo,
      items: record.items.map(toItem),
      photos: record.photos.map((photo) => toPhoto(photo, batch)),
    },
  };
}

function refuseUnmatched({ photos }: RecordDto, batch: PhotoBatch): void {
  const named = new Set(photos.map(({ part }) => part));
  const unsent = photos.flatMap(({ part }, index): FieldProblem[] =>
    part === undefined || batch.has(part)
      ? []
      : [{ pointer: `/photos/${index}/part`, code: 'missing', message: `the form has no part ${part}` }],
  );
  const unnamed = batch
    .parts()
    .filter((part) => !named.has(part))
    .map((part) => ({
      pointer: `/${part}`,
      code: 'unknown-field',
      message: `no photo of the record is ${part}`,
    }));
  if (unsent.length + unnamed.length > 0) throw invalidFields([...unsent, ...unnamed]);
}

function numberOf({ number }: RecordDto): string | undefined {
  if (number === undefined) return undefined;
  const normal = normaliseNumber(number);
  if (!/^[0-9A-Z]{4,40}$/.test(normal)) throw invalid('/number', 'number', 'not the number of a parcel');
  return normal;
}

const momentOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : fromIso(text);

const toItem = ({ reasons = [], ...item }: ItemDto): StatedParcel['items'][number] => ({ ...item, reasons });

function toPhoto({ part, sha256 = '', capturedAt, ...photo }: PhotoDto, batch: PhotoBatch): StatedPhoto {
  const picture = part === undefined ? undefined : batch.picture(part);
  return { ...photo, capturedAt: momentOf(capturedAt), shown: picture ? { picture } : { sha256 } };
}
