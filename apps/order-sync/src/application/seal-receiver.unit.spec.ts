import { describe, expect, it } from '@jest/globals';
import { aShop } from '../../test/a-case.js';
import type { Disclosures, OpenPlatform, Pulled, PulledOrder, Tokens } from './ports.js';
import { SealReceiver } from './seal-receiver.js';

const pulled = {
  platformOrderId: '1',
  skuCodes: [],
  cipher: { name: 'n', phone: 'p', address: 'a' },
  unmapped: [],
  order: {
    receiver: { nameMask: '', phoneMask: '', addressMask: '', fingerprint: 'f' },
    parcels: [{ carrier: 'SF' }],
  },
} as unknown as PulledOrder;

/** A parcel of SF, whose queries need the end of a phone that the mask hides. */
async function tailOf(more: Partial<OpenPlatform['orders']>) {
  const records: unknown[] = [];
  const orders = { decrypt: () => Promise.resolve(['13812345678']), ...more };
  const tokens = {
    use: (_shop: unknown, call: (token: string, platform: unknown) => unknown) => call('t', { orders }),
  } as unknown as Tokens;
  const disclosures = {
    held: () => Promise.resolve(new Map()),
    record: (step: unknown) => Promise.resolve(void records.push(step)),
  } as unknown as Disclosures;
  const hiding = {
    sealer: { encrypt: (text: string) => text, decrypt: (text: string) => text },
    buyers: { refOf: () => 'b' },
  };
  const given: Pulled = {
    shop: aShop,
    via: 'push',
    pulled,
    cause: { tenantId: 't', correlationId: 'c', causationId: 'c' },
  };
  const fit = await new SealReceiver(hiding, tokens, disclosures, { now: () => 0 }).prepare(given);
  return [fit.pulled.order?.receiver.phoneTail, records.length];
}

describe('a receiver’s phone', () => {
  it('is opened for its last four digits where a carrier asks for them, on record', async () => {
    expect(await tailOf({})).toEqual(['5678', 1]);
  });

  it('is opened by no machine where the platform allows it for people only', async () => {
    expect(await tailOf({ decryptsForPeopleOnly: true })).toEqual([undefined, 0]);
  });

  it('stays closed where the platform opens none', async () => {
    expect(await tailOf({ decrypt: undefined })).toEqual([undefined, 0]);
  });
});
