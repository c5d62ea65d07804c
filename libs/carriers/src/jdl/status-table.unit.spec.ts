import { describe, expect, it } from '@jest/globals';
import { statusTable, toMeaning, toStatus } from './status-table.js';

const documented: readonly (readonly [status: string, states: string])[] = [
  ['CREATED', '10010 100'],
  ['AWAIT_PICKUP', '200018 200034 200030 200037 200035 200036 200053 390'],
  ['PICKED_UP', '200001 420'],
  ['EXCEPTION', '200052 200059 200064 200067 200032 200070 200068 200069 480 500 530'],
  ['CANCELLED', '200010 690'],
  [
    'IN_TRANSIT',
    '10032 10033 10054 200004 200005 200006 200007 200008 200009 200011 200012 200013 200017 200019',
  ],
  ['IN_TRANSIT', '200038 200039 200040 200050 200055 200056 200058 200061 200072 200075 200076 200077 430'],
  ['OUT_FOR_DELIVERY', '11000 440'],
  ['AVAILABLE_FOR_PICKUP', '200051 200057'],
  ['DELIVERED', '10034 10042 510'],
  ['DELIVERY_FAILED', '200003 200023 200031'],
  ['RETURNING', '10035 200060'],
  ['RETURNED', '200033 200054'],
];

const cells = documented.flatMap(([status, codes]) =>
  codes.split(' ').map((code) => [code, status] as const),
);

describe('the JDL status table', () => {
  it.each(cells)('reads the documented code %s as %s', (code, status) => {
    expect(toStatus(code).status).toBe(status);
  });

  it('has no other code, and none twice', () => {
    expect(statusTable.size).toBe(cells.length);
  });

  it.each(['299999', '200020', '200062', '403', '700', '', '0', '__proto__', ' 11000', '011000'])(
    'makes no guess about the code %j',
    (code) => {
      expect(toStatus(code)).toEqual({ status: 'UNKNOWN' });
    },
  );

  it.each([
    ['200053', 'AWAIT_PICKUP', 'rescheduled'],
    ['200057', 'AVAILABLE_FOR_PICKUP', 'station'],
    ['10035', 'RETURNING', 'refused'],
    ['200069', 'EXCEPTION', 'refused'],
    ['480', 'EXCEPTION', 'intercepted'],
  ])('reads %s as %s.%s', (code, status, reason) => {
    expect(toStatus(code)).toEqual({ status, reason });
  });
});

describe('a state beside its stage', () => {
  it('speaks for itself', () => {
    expect(toMeaning('11000', '430').status).toBe('OUT_FOR_DELIVERY');
  });

  it.each(['', '200020', '200062', '200063'])('leaves it to the stage where it is %j', (state) => {
    expect(toMeaning(state, '430').status).toBe('IN_TRANSIT');
    expect(toMeaning(state, '403').status).toBe('UNKNOWN');
  });

  it('stays unknown where nobody mapped it, whatever the stage says', () => {
    expect(toMeaning('299999', '510')).toEqual({ status: 'UNKNOWN' });
  });

  it('is not read as a stage, nor a stage as a state', () => {
    expect(toMeaning('510', '').status).toBe('UNKNOWN');
    expect(toMeaning('', '10034').status).toBe('UNKNOWN');
  });
});
