import { describe, expect, it } from '@jest/globals';
import { samplePayload, validDocument } from '../../../test/mapping-examples.js';
import { catalogue } from '../../outbound/platforms/mapped/catalogue.js';
import { differences, dryRun, preview } from './review.js';

const published = validDocument('private-mall');
const order = samplePayload('private-mall', 'order');

describe('a preview', () => {
  const seen = preview(published, 'order', order, catalogue);

  it('shows per field its value and where it came from', () => {
    expect(seen.trace).toContainEqual({ field: 'payAmountFen', value: 9_005, from: ['$.amounts.paid'] });
    expect(seen.trace).toContainEqual({ field: 'lines[1].skuId', value: 's-2', from: ['$.items[1].sku.id'] });
    expect(seen.trace).toContainEqual({ field: 'status', value: 'shipped', from: ['$.status'], raw: '40' });
  });

  it('names the places no field came from', () => {
    expect(seen.unused).toEqual(['$.member.level']);
    const erp = preview(
      validDocument('erp-top'),
      'order',
      { ...samplePayload('erp-top', 'order'), odd: [1, 2] },
      catalogue,
    );
    expect(erp.unused).toEqual(['$.odd[*]']);
  });

  it('shows nothing of a person in the clear', () => {
    const text = JSON.stringify(seen);
    for (const secret of ['小明', '13800001234', '文三路90号', '"88"']) expect(text).not.toContain(secret);
    expect(seen.mapped).toMatchObject({ receiver: { name: '王**', phone: '138****1234' }, buyerId: '***' });
  });
});

describe('a dry run', () => {
  it('counts what would become of payloads, with the first errors and every unknown value', () => {
    const payloads = [
      order,
      { ...order, status: 77 },
      { ...order, status: 77 },
      { ...order, orderNo: null },
      'no order',
    ];
    const run = dryRun(published, 'order', payloads, catalogue);
    expect(run).toMatchObject({ total: 5, ok: 1, unknown: 2, rejected: 2 });
    expect(run.errors[0]).toEqual({
      payload: 3,
      field: 'orderId',
      from: ['$.orderNo'],
      problem: 'is missing: nothing is there, and there is no default',
    });
    expect(run.unknownValues).toEqual([{ what: 'order-status', value: '77', count: 2 }]);
  });

  it('tells no more than the first twenty errors', () => {
    expect(dryRun(published, 'order', Array(50).fill({}), catalogue).errors).toHaveLength(20);
  });
});

describe('the differences of a draft', () => {
  const drafted = (changes: Record<string, unknown>) =>
    differences(
      { published, draft: validDocument('private-mall', changes) },
      'order',
      [order, order],
      catalogue,
    );

  it('are none where it says the same', () => {
    expect(drafted({ '/name': 'Another name' })).toEqual({ total: 0, payloadsChanged: 0, first: [] });
  });

  it('are told per payload and field', () => {
    expect(drafted({ '/maps/orderStatus/entries/40': 'finished' })).toEqual({
      total: 2,
      payloadsChanged: 2,
      first: [0, 1].map((payload) => ({
        payload,
        field: 'status',
        before: { value: 'shipped' },
        after: { value: 'finished' },
      })),
    });
  });

  it('are told of fields that come and go', () => {
    expect(drafted({ '/order/fields/anchorName': undefined }).first[0]).toEqual({
      payload: 0,
      field: 'anchorName',
      before: { value: '小鱼' },
    });
  });

  it('are told of two persons under one mask', () => {
    const other = { '/order/fields/receiverName': { constant: '王大明' } };
    expect(drafted(other).first).toMatchObject([
      { field: 'receiverName', before: { value: '王*明' }, after: { value: '王*明' } },
      { payload: 1 },
    ]);
  });
});
