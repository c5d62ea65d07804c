import { describe, expect, it } from '@jest/globals';
import { aShop as shop, T0 } from '../../test/a-case.js';
import { DiscloseReceiver } from './disclose-receiver.js';
import {
  PlatformFailure,
  type DisclosureStep,
  type OpenPlatform,
  type PlatformManifest,
  type Sealer,
  type Tokens,
} from './ports.js';

const sealer: Sealer = { encrypt: (text) => text, decrypt: (sealed) => sealed };
const request = { tenantId: 't', orderId: 'order', actor: 'member-1', reason: 'to call back' };
const WHOLE = { area: '浙江省杭州市西湖区', name: 'n', phone: 'p', address: 'a' };

/** A receiver as it is held, a platform that opens every text but those it is told to refuse, and the record. */
class Desk {
  readonly steps: DisclosureStep['step'][] = [];
  readonly asked: (readonly string[])[] = [];
  private readonly disclose: DiscloseReceiver;

  constructor(
    held: object | undefined,
    decrypts = true,
    private readonly fails?: PlatformFailure,
  ) {
    const decrypt = (_shop: unknown, _token: string, _id: string, texts: readonly string[]) =>
      this.open(texts);
    const platform = { orders: decrypts ? { decrypt } : {} } as unknown as OpenPlatform;
    const tokens: Tokens = { use: async (_shop, call) => call('token', platform) };
    const notSupported = { decrypt: 'no call that opens receivers' };
    const sealed = held && { shop, platformOrderId: '1', sealed: JSON.stringify(held), area: '别处' };
    const disclosures = {
      receiver: () => Promise.resolve(sealed),
      held: () => Promise.resolve(new Map()),
      record: ({ step }: DisclosureStep) => Promise.resolve(String(this.steps.push(step))),
    };
    const platforms = {
      of: () => Promise.resolve(platform),
      manifest: () => ({ notSupported }) as unknown as PlatformManifest,
    };
    this.disclose = new DiscloseReceiver(disclosures, tokens, platforms, sealer, { now: () => T0 });
  }

  execute() {
    return this.disclose.execute(request);
  }

  private open(texts: readonly string[]): Promise<readonly string[]> {
    this.asked.push(texts);
    return this.fails ? Promise.reject(this.fails) : Promise.resolve(texts.map((text) => `open ${text}`));
  }
}

describe('a receiver', () => {
  it('is shown with its area, asked for and shown on record', async () => {
    const desk = new Desk(WHOLE);
    expect(await desk.execute()).toEqual({
      kind: 'shown',
      disclosureId: '2',
      receiver: { name: 'open n', phone: 'open p', address: 'open a', area: WHOLE.area },
    });
    expect([desk.steps, desk.asked]).toEqual([['asked', 'shown'], [['n', 'p', 'a']]]);
  });

  it('of which a text is missing is opened for the rest, each text once', async () => {
    const desk = new Desk({ name: '', phone: 'p', address: 'p' });
    expect(await desk.execute()).toMatchObject({
      receiver: { name: '', phone: 'open p', address: 'open p', area: '别处' },
    });
    expect(desk.asked).toEqual([['p']]);
  });

  it('that the platform hides costs no call and no record', async () => {
    const desk = new Desk({ name: '', phone: '', address: '' });
    expect([await desk.execute(), desk.asked, desk.steps]).toEqual([{ kind: 'hidden' }, [], []]);
  });

  it('at a platform that opens none is refused with the manifest’s reason, and nothing is on record', async () => {
    const desk = new Desk(WHOLE, false);
    const why = 'no call that opens receivers';
    expect([await desk.execute(), desk.steps]).toEqual([{ kind: 'not-supported', why }, []]);
  });

  it('that the platform refuses is asked for once, and is not on record as shown', async () => {
    const desk = new Desk(WHOLE, true, new PlatformFailure('invalid', 'no'));
    await expect(desk.execute()).rejects.toMatchObject({ kind: 'invalid' });
    expect([desk.asked.length, desk.steps]).toEqual([1, ['asked']]);
  });

  it('nobody knows is unknown', async () => {
    expect(await new Desk(undefined).execute()).toEqual({ kind: 'unknown' });
  });
});
