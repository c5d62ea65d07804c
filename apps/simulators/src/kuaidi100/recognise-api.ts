import { carriers } from '../orders/catalogue.js';
import { numberFor } from '../parcels/numbers.js';
import { carrierCodes, type CarrierCode } from '../state/model.js';
import { seeded } from '../state/seeded.js';
import type { Param } from './param.js';

const PREFIX = 2;
const SEEN = 100_000;

/** The carriers whose numbers look like it, the likeliest first; nobody where none do. */
export const recognise = (param: Param): object[] => {
  const [num = ''] = param.required('num');
  return carrierCodes
    .filter((carrier) => isLike(num, shapeOf(carrier)))
    .map((carrier) => rowOf(carrier, num))
    .toSorted((one, other) => other.noCount - one.noCount);
};

const shapeOf = (carrier: CarrierCode): string => numberFor(carrier, '0');

const isLike = (num: string, shape: string): boolean =>
  num.length === shape.length && num.startsWith(shape.slice(0, PREFIX));

function rowOf(carrier: CarrierCode, num: string): { noCount: number } {
  const { kuaidi100Code: comCode, name } = carriers[carrier];
  const noPre = num.slice(0, PREFIX);
  const noCount = Math.ceil(seeded(`${carrier} ${noPre}`)() * SEEN);
  return { ...{ comCode, name, lengthPre: num.length, noPre }, noCount };
}
