import { text } from '../json.js';
import type { PlaceParts } from '../report.js';
import { placePartsOf } from '../scan-details.js';
import type { WireNode } from './wire.js';

/** GB/T 2260 with the country before it: province, city, district; `00` where the area is wider than that level. */
const AREA_CODE = /^(?:CN)?\d{2}(\d{2})(\d{2})/;

/**
 * The names of an area, each at its level. Of fewer than three only the code tells which are meant: a municipality's
 * district stands right under it. `undefined` where there are none.
 */
export function partsOfArea({ areaName, areaCode }: WireNode): PlaceParts | undefined {
  const [first, second, third] = text(areaName).split(/[,，]/);
  if (third !== undefined) return placePartsOf({ province: first, city: second, district: third });
  const level = levelOf(text(areaCode));
  if (second === undefined) return level && placePartsOf({ [level]: first });
  return placePartsOf(level ? { province: first, [level]: second } : { province: first });
}

function levelOf(areaCode: string): 'province' | 'city' | 'district' | undefined {
  const [, city, district] = AREA_CODE.exec(areaCode) ?? [];
  if (city === undefined) return undefined;
  if (district !== '00') return 'district';
  return city === '00' ? 'province' : 'city';
}
