import { describe, expect, it } from '@jest/globals';
import { statusTable, toStatus } from './status-table.js';

const documented =
  '0 1 10 2 201 202 204 205 206 211 3 301 302 304 311 401 402 403 404 405 406 407 412 413 414 415 416 417 418 419 420 421 422 423 5 6 601 602 603 604';

describe('the KDNiao status table', () => {
  it.each(documented.split(' '))('knows the documented code %s', (code) => {
    expect(statusTable.has(code)).toBe(true);
  });

  it.each(['299', '', 'abc', '__proto__'])('makes no guess about the code %j', (code) => {
    expect(toStatus(code)).toEqual({ status: 'UNKNOWN' });
  });

  it.each([
    ['301', 'DELIVERED', 'self'],
    ['304', 'DELIVERED', 'proxy'],
    ['205', 'ARRIVED_CITY', undefined],
    ['423', 'DELIVERY_FAILED', 'overarea'],
    ['404', 'RETURNING', 'refused'],
  ])('reads %s as %s.%s', (code, status, reason) => {
    expect(toStatus(code)).toEqual({ status, reason });
  });
});
