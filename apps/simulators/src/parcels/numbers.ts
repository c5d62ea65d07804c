import type { CarrierCode } from '../state/model.js';

/** Shapes of waybill numbers; the running number keeps them unique. */
export function numberFor(carrier: CarrierCode, id: string): string {
  const tail = (length: number): string => id.slice(-length).padStart(length, '0');
  switch (carrier) {
    case 'YTO':
      return `YT${tail(13)}`;
    case 'ZTO':
      return `78${tail(12)}`;
    case 'YD':
      return `43${tail(13)}`;
    case 'SF':
      return `SF${tail(13)}`;
    case 'JD':
      return `JDVA${tail(11)}`;
    case 'JTSD':
      return `JT${tail(13)}`;
    case 'STO':
      return `77${tail(13)}`;
    case 'EMS':
      return `EA${tail(8)}${checkDigit(tail(8))}CN`;
    case 'DBL':
      return `DPK${tail(12)}`;
  }
}

/** By length and first letters: numbers of several carriers may look the same. */
export function looksLike(carrier: CarrierCode, number: string): boolean {
  const shape = numberFor(carrier, '0');
  return number.length === shape.length && number.startsWith(shape.slice(0, 2));
}

/** UPU S10. */
function checkDigit(serial: string): string {
  const weights = [8, 6, 4, 2, 3, 5, 9, 7];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(serial.charAt(at)), 0);
  const digit = 11 - (sum % 11);
  if (digit === 10) return '0';
  return digit === 11 ? '5' : String(digit);
}
