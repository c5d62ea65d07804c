import { describe, expect, it } from '@jest/globals';
import { toMeaning, toStatus } from './status-table.js';

const documented: readonly (readonly [status: string, codes: string])[] = [
  ['PICKED_UP', '203 464 O_001'],
  ['IN_TRANSIT', '208 303 305 336 345 396 404 423 457 460 465 500 505 533 538 954 389 399 911 912 932 950'],
  ['IN_TRANSIT', '337 340 396 457 459 465 500 505 532 534 932 935 949 950 756 802 803'],
  ['IN_TRANSIT', 'V_398 V_954 V_1 C_001 C_012 C_020 C_099 EDA EDB EDC EME EXA EXB EXC EXD'],
  ['ARRIVED_CITY', '713 516 461'],
  ['OUT_FOR_DELIVERY', '702 749 O_014'],
  ['AVAILABLE_FOR_PICKUP', '747 491 O_017'],
  ['DELIVERED', '704 748 463 O_010 O_016'],
  ['DELIVERY_FAILED', '705 462 542 O_013'],
  ['EXCEPTION', '651 013 751 987 988'],
  ['RETURNING', '708 741 750 312 405 482 326 447'],
  ['RETURNED', '711 O_011 C_009'],
  ['CANCELLED', '801'],
];

const voids = '207 212 304 424 448 472 474 483 492 742 743 744 EDAD EDCD EMED EXAD EXBD EXCD EXDD'.split(' ');

describe('the EMS status table', () => {
  it.each(documented.flatMap(([status, codes]) => codes.split(' ').map((code) => [code, status] as const)))(
    'reads the documented code %s as %s',
    (code, status) => {
      expect(toStatus(code).status).toBe(status);
    },
  );

  it.each(voids)('claims nothing for %s, which undoes something', (code) => {
    expect(toStatus(code)).toEqual({ status: 'UNKNOWN' });
  });

  it.each([
    '335',
    '397',
    '456',
    '501',
    '504',
    '535',
    '931',
    '951',
    '0337',
    'C_',
    'X_099',
    'EMI',
    '13',
    '0704',
    '',
    '__proto__',
    ' 704',
    'o_001',
  ])('makes no guess about the code %j', (code) => {
    expect(toStatus(code)).toEqual({ status: 'UNKNOWN' });
  });

  it.each([
    ['013', 'EXCEPTION', 'intercepted'],
    ['987', 'EXCEPTION', 'lost'],
    ['470', 'IN_TRANSIT', 'customs'],
    ['756', 'IN_TRANSIT', 'forwarded'],
    ['802', 'IN_TRANSIT', 'forwarded'],
    ['803', 'IN_TRANSIT', 'forwarded'],
    ['340', 'IN_TRANSIT', undefined],
    ['704', 'DELIVERED', undefined],
  ])('reads %s as %s.%s', (code, status, reason) => {
    expect(toStatus(code)).toEqual({ status, reason });
  });

  it.each([
    ['10', 'DELIVERED', 'self'],
    ['20', 'DELIVERED', 'proxy'],
    ['30', 'DELIVERED', 'station'],
    ['50', 'DELIVERED', 'locker'],
    ['60', 'DELIVERED', 'proxy'],
    ['70', 'DELIVERED', 'proxy'],
    ['161', 'DELIVERED', undefined],
    ['999', 'DELIVERED', undefined],
    ['', 'DELIVERED', undefined],
  ])('reads a delivery with deliverCode %j as %s.%s', (deliverCode, status, reason) => {
    expect(toMeaning('704', deliverCode, '')).toEqual({ status, reason });
  });

  // The shop was paid for the parcel; a return that counted as arrived would be refunded without its goods.
  it('does not take a settled claim for a delivery', () => {
    expect(toMeaning('704', '180', '')).toEqual({ status: 'EXCEPTION' });
  });

  it.each([
    ['1', 'DELIVERY_FAILED', 'address'],
    ['4', 'DELIVERY_FAILED', 'unreachable'],
    ['6', 'DELIVERY_FAILED', 'rescheduled'],
    ['7', 'DELIVERY_FAILED', 'refused'],
    ['8', 'DELIVERY_FAILED', undefined],
    ['10', 'DELIVERY_FAILED', 'intercepted'],
    ['12', 'DELIVERY_FAILED', 'forwarded'],
    ['13', 'EXCEPTION', 'lost'],
    ['16', 'DELIVERY_FAILED', undefined],
    ['', 'DELIVERY_FAILED', undefined],
  ])('reads a failed attempt with attemptDeliveryCode %j as %s.%s', (attempt, status, reason) => {
    expect(toMeaning('705', '', attempt)).toEqual({ status, reason });
  });

  it('reads the one code only beside a delivery, and the other only beside a failed attempt', () => {
    expect(toMeaning('702', '20', '7')).toEqual({ status: 'OUT_FOR_DELIVERY' });
    expect(toMeaning('704', '', '7')).toEqual({ status: 'DELIVERED' });
    expect(toMeaning('705', '20', '')).toEqual({ status: 'DELIVERY_FAILED' });
  });
});
