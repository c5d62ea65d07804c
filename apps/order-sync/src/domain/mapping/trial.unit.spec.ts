import { describe, expect, it } from '@jest/globals';
import { samplePayload, validDocument } from '../../../test/mapping-examples.js';
import { catalogue } from '../../outbound/platforms/mapped/catalogue.js';
import { emptyTrial, tryOne, type Trial } from './trial.js';

const draft = validDocument('private-mall');
const order = samplePayload('private-mall', 'order');
const refund = samplePayload('private-mall', 'after-sale');

const tryAll = (
  payloads: readonly (readonly ['order' | 'afterSale', unknown])[],
  published?: typeof draft,
): Trial =>
  payloads.reduce(
    (trial, [subject, payload]) =>
      tryOne(trial, { draft, catalogue, ...(published && { published }) }, { subject, payload }),
    emptyTrial(published !== undefined),
  );

describe('a trial of payloads of both kinds', () => {
  it('counts them together, and names each by its place among all', () => {
    const trial = tryAll([
      ['order', order],
      ['afterSale', refund],
      ['afterSale', { ...refund, amount: 'many' }],
      ['order', { ...order, status: 77 }],
    ]);
    expect(trial).toMatchObject({ total: 4, ok: 2, unknown: 1, rejected: 1 });
    expect(trial.errors).toMatchObject([{ payload: 2, subject: 'afterSale', field: 'refundAmountFen' }]);
    expect(trial.unknownValues).toEqual([{ what: 'order-status', value: '77', count: 1 }]);
    expect(trial.differences).toBeUndefined();
  });

  it('keeps the first twenty errors, and counts a value that no list has as often as it came', () => {
    const many = Array.from({ length: 30 }, () => ['order', { ...order, amounts: {} }] as const);
    expect(tryAll(many).errors).toHaveLength(20);
    const unknown = Array.from({ length: 3 }, () => ['order', { ...order, status: 78 }] as const);
    expect(tryAll(unknown).unknownValues).toEqual([{ what: 'order-status', value: '78', count: 3 }]);
  });

  it('tells what changes against what is published, payload by payload', () => {
    const published = validDocument('private-mall', {
      '/order/fields/payAmountFen': { from: ['amounts.total'], steps: [{ do: 'yuanToFen' }] },
    });
    const { differences } = tryAll(
      [
        ['afterSale', refund],
        ['order', order],
      ],
      published,
    );
    expect(differences).toMatchObject({ payloadsChanged: 1 });
    expect(differences?.first[0]).toMatchObject({ payload: 1, subject: 'order', after: { value: 9_005 } });
  });
});
