import type { Arrival } from '../src/domain/arrival.js';
import type { Picture, StatedItem, StatedParcel, StatedPhoto } from '../src/domain/parcel.js';
import { emptyLog } from '../src/domain/record.js';
import type { Desk, Signing } from '../src/domain/desk.js';
import type { PhotoKind } from '../src/domain/verdict.js';

/** Monday, 23 November 2026, 10:00 in Shanghai. */
export const MORNING = Date.UTC(2026, 10, 23, 2, 0, 0);

export const anArrival = (given: Partial<Arrival> = {}): Arrival => ({
  returnId: 'r1',
  orderId: 'o1',
  shopId: 's1',
  status: 'Arrived',
  lines: [{ lineId: 'l1', quantity: 2, merchantSkuCode: 'TEE' }],
  numbers: [{ number: 'YT1', carrier: 'YTO' }],
  heard: 3,
  ...given,
});

export const aPicture = (given: Partial<Picture> = {}): Picture => ({
  sha256: 'a'.repeat(64),
  bytes: 100,
  mime: 'image/png',
  width: 16,
  height: 16,
  ...given,
});

let taken = 0;

/** No two show the same. */
export const aPhoto = (kind: PhotoKind, given: Partial<StatedPhoto> = {}): StatedPhoto => ({
  kind,
  shown: { picture: aPicture({ sha256: String((taken += 1)).padStart(64, '0') }) },
  ...given,
});

export const enough = (['LABEL', 'OUTER', 'ITEM', 'OUTER'] as const).map((kind) => aPhoto(kind));
export const proof = (...reasons: readonly string[]): StatedPhoto[] => [
  ...enough,
  aPhoto('OPENED'),
  ...reasons.map((reason) => aPhoto('DEFECT', { reason })),
];

export const anItem = (given: Partial<StatedItem> = {}): StatedItem => ({
  lineId: 'l1',
  received: 2,
  verdict: 'INTACT',
  reasons: [],
  ...given,
});

export const aParcel = (given: Partial<StatedParcel> = {}): StatedParcel => ({
  number: 'YT1',
  warehouseCode: 'HZ01',
  deviceId: 'station-1',
  packageState: 'intact',
  items: [anItem()],
  photos: enough,
  ...given,
});

export const aSigning = (stated: StatedParcel = aParcel(), given: Partial<Signing> = {}): Signing => ({
  tenantId: 'demo01',
  signOffId: 'n1',
  stated,
  by: { id: 'm1', role: 'warehouse' },
  personal: { encrypted: 'sealed', macs: { signer_name: 'mac' } },
  at: MORNING,
  ...given,
});

export const aDesk = (given: Partial<Desk> = {}): Desk => ({
  head: emptyLog,
  arrivals: [anArrival()],
  usedElsewhere: new Set(),
  ...given,
});
