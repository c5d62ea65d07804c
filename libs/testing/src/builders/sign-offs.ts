import {
  ParcelSignedOff,
  SignOffSuperseded,
  type ParcelSignedOffData,
  type SignOffLine,
  type SignOffSupersededData,
} from '@cartrail/contracts';
import { newId, toIso } from '@cartrail/kernel';
import { anEvent, TEST_MORNING, type About } from './an-event.js';

const now = toIso(TEST_MORNING);

export const aSignOffLine = (line: Partial<SignOffLine> = {}): SignOffLine => ({
  returnId: newId(),
  lineId: newId(),
  merchantSkuCode: 'SKU-TEE-M',
  expected: 1,
  received: 1,
  verdict: 'INTACT',
  reasons: [],
  ...line,
});

export function aParcelSignedOff(data: Partial<ParcelSignedOffData> = {}, about?: About) {
  const returnIds = data.returnIds ?? [newId()];
  const whole: ParcelSignedOffData = {
    signOffId: newId(),
    returnIds,
    orderIds: returnIds.map(() => newId()),
    number: 'YT0000000000001',
    carrier: 'YTO',
    warehouseCode: 'hz-1',
    announced: returnIds.length > 0,
    lines: returnIds.map((returnId) => aSignOffLine({ returnId })),
    recordHash: 'a'.repeat(64),
    photoCount: 3,
    flags: [],
    signedAt: now,
    ...data,
  };
  return anEvent(ParcelSignedOff, whole.signOffId, whole, about);
}

export function aSignOffSuperseded(data: Partial<SignOffSupersededData> = {}, about?: About) {
  const whole: SignOffSupersededData = {
    signOffId: newId(),
    supersededBy: newId(),
    returnIds: [newId()],
    orderIds: [newId()],
    why: 'the wrong line was scanned',
    supersededAt: now,
    ...data,
  };
  return anEvent(SignOffSuperseded, whole.signOffId, whole, about);
}
