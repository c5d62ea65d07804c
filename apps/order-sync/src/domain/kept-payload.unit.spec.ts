import { describe, expect, it } from '@jest/globals';
import { samplePayload, validDocument } from '../../test/mapping-examples.js';
import { catalogue } from '../outbound/platforms/mapped/catalogue.js';
import { describeFailures, failuresOf, readAgain } from './kept-payload.js';
import { evaluateCase } from './mapping/evaluate-case.js';
import { evaluateOrder } from './mapping/evaluate-order.js';

const document = validDocument('private-mall');
const order = samplePayload('private-mall', 'order');
const refund = samplePayload('private-mall', 'after-sale');
const ofOrder = (changes: object) => failuresOf(evaluateOrder(document, { ...order, ...changes }, catalogue));
const ofCase = (changes: object) => failuresOf(evaluateCase(document, { ...refund, ...changes }, catalogue));

describe('what keeps a payload waiting', () => {
  it('is nothing where an order is read, be it with a carrier that no list has', () => {
    expect(ofOrder({})).toEqual([]);
    const deliveries = [{ deliveryId: 'd', company: 'pigeon', waybill: '1', sentAt: 1_700_003_000 }];
    expect(ofOrder({ deliveries })).toEqual([]);
  });

  it('is the field, where it was looked for, and why', () => {
    const failures = ofOrder({ amounts: { paid: 'many', freight: '0' } });
    expect(failures).toMatchObject([{ field: 'payAmountFen', from: '$.amounts.paid' }]);
    expect(describeFailures(failures)).toMatch(/^payAmountFen: .* \(\$\.amounts\.paid\)$/);
  });

  it('is a status that no list has, of an order and of a case', () => {
    expect(ofOrder({ status: 77 })).toMatchObject([{ field: 'status', problem: '"77" is in no list' }]);
    expect(ofCase({ status: 'ODD', reason: 'R99' })).toMatchObject([
      { field: 'status', problem: '"ODD" is in no list' },
    ]);
    expect(ofCase({ reason: 'R99' })).toEqual([]);
  });

  it('holds nothing of a person', () => {
    const failures = ofOrder({ amounts: {}, address: { name: '王小明', mobile: { odd: '13800001234' } } });
    expect(JSON.stringify(failures)).not.toMatch(/王小明|13800001234/);
  });
});

it.each([
  ['parked', 'changed'],
  ['kept', 'nothing'],
  ['due', 'nothing'],
] as const)('a payload that is %s and replayed comes to %s', (state, kind) => {
  expect(readAgain({ state }).kind).toBe(kind);
});

it('a payload that is gone is not read again', () => {
  expect(readAgain(undefined).kind).toBe('nothing');
});
