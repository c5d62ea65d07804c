import { describe, expect, it } from '@jest/globals';
import { documentWith, samplePayload } from '../../../../test/mapping-examples.js';
import type { ShopRef } from '../../../application/ports.js';
import type { PlatformApplication } from '../../../domain/application.js';
import type { KeptPayload } from '../../../domain/kept-payload.js';
import { MappedRereading } from './rereading.js';

const shop: ShopRef = {
  tenantId: 't',
  shopId: 's',
  vendorShopId: 'v',
  platform: 'mapped',
  applicationId: 'a',
};

const rereading = (mapping: string) =>
  new MappedRereading({
    find: () => Promise.resolve({ settings: { mapping } } as unknown as PlatformApplication),
  });
const reread = (kept: Partial<KeptPayload>, mapping = documentWith('private-mall')) =>
  rereading(mapping).reread(shop, {
    id: 'p',
    subject: 'order',
    source: 'detail',
    receivedAt: 7,
    payload: samplePayload('private-mall', 'order'),
    ...kept,
  });

describe('a kept payload', () => {
  it('of an order is the order, seen when it came, under the id it was asked for by', async () => {
    expect(await reread({ key: '4714323456789012345' })).toMatchObject({
      kind: 'order',
      row: { kind: 'whole', pulled: { platformOrderId: '4714323456789012345', order: { askedAt: 7 } } },
    });
  });

  it('that was too long to keep is asked for once more', async () => {
    expect(await reread({ payload: null, key: 'O-1' })).toEqual({
      kind: 'order',
      row: { kind: 'sign', platformOrderId: 'O-1' },
    });
    expect(await reread({ subject: 'afterSale', payload: null, key: 'RF-1' })).toEqual({
      kind: 'case',
      sign: { platformAfterSaleId: 'RF-1' },
    });
  });

  it('of a list that only names things is asked for, once it is named', async () => {
    const payload = { number: 'O-1', updatedAt: 1_700_000_000 };
    const nameless = await reread({ source: 'row', payload });
    expect(nameless).toMatchObject({ kind: 'failed' });
    const named = documentWith('private-mall', { '/sources/orders/changed/rows/id': 'number' });
    expect(await reread({ source: 'row', payload }, named)).toMatchObject({
      row: { kind: 'sign', platformOrderId: 'O-1' },
    });
    const ofCase = { subject: 'afterSale', source: 'row' } as const;
    expect(await reread({ ...ofCase, payload: { refundNo: 'RF-1' } })).toMatchObject({
      kind: 'case',
      sign: { platformAfterSaleId: 'RF-1' },
    });
    expect(await reread({ ...ofCase, payload: {} })).toMatchObject({
      kind: 'failed',
      failures: [{ field: 'afterSaleId', from: 'refundNo' }],
    });
  });

  it('of a case is asked for by its id only when it can be read', async () => {
    const payload = samplePayload('private-mall', 'after-sale');
    const ofCase = { subject: 'afterSale', key: 'RF-1001', payload } as const;
    expect(await reread(ofCase)).toMatchObject({ kind: 'case' });
    expect(await reread({ ...ofCase, payload: { ...payload, amount: 'many' } })).toMatchObject({
      kind: 'failed',
      failures: [{ field: 'refundAmountFen' }],
    });
  });

  it('waits where the document is none', async () => {
    await expect(reread({}, '{}')).rejects.toMatchObject({ kind: 'invalid' });
  });
});
