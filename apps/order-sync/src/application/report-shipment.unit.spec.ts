import { describe, expect, it } from '@jest/globals';
import { aShop as shop, T0 } from '../../test/a-case.js';
import type { ObservedOrder } from '../domain/order.state.js';
import { askShipment, type Shipment as Held, type ShipmentFact } from '../domain/shipment.js';
import {
  PlatformFailure,
  type OpenPlatform,
  type OrderFile,
  type PlatformFailureKind,
  type PlatformManifest,
  type Shipment,
  type Tokens,
} from './ports.js';
import { ReportShipment } from './report-shipment.js';

type Seen = Pick<ObservedOrder, 'status' | 'partial'> & {
  readonly parcels: readonly { readonly number: string }[];
};

const wanted = {
  orderId: 'order',
  shopId: 'shop',
  platform: 'douyin',
  platformOrderId: '471',
  number: 'YT1',
  carrier: 'YTO',
  lines: [{ lineId: 'line-1', quantity: 2 }],
  whole: true,
  by: 'member-1',
  askedAt: T0,
} as const;
const file = {
  shop,
  platformOrderId: '471',
  lines: [{ lineId: 'line-1', platformLineId: 'L1', skuId: '17', quantity: 2 }],
  parcels: [],
} as unknown as OrderFile;

/** An order at the platform, the number it is to take, and what is said of it. */
class Life {
  seen: Seen | undefined = { status: 'awaiting_shipment', partial: false, parcels: [] };
  held: Held | undefined;
  readonly facts: ShipmentFact[] = [];
  readonly said: Shipment[] = [];
  /** Of the next words. `heard`: it took effect and gave no answer; `refused-as-there`: an earlier one shows only now. */
  readonly fates: (PlatformFailureKind | 'heard' | 'refused-as-there')[] = [];
  private readonly action: ReportShipment;

  constructor(can: { readonly ship: boolean } = { ship: true }) {
    this.take(askShipment(undefined, wanted));
    const shipping = {
      companyOf: (carrier: string) => (carrier === 'YTO' ? 'yuantong' : undefined),
      ship: (_shop: unknown, _token: string, shipment: Shipment) => this.ship(shipment),
    };
    const order = () => Promise.resolve({ order: this.seen });
    const platform = { orders: { order }, ...(can.ship && { shipping }) } as unknown as OpenPlatform;
    const tokens: Tokens = { use: async (_shop, call) => call('token', platform) };
    const files = {
      order: () => Promise.resolve(file),
      shipment: () => Promise.resolve(this.held),
      shipments: () => Promise.resolve([]),
    };
    const platforms = {
      of: () => Promise.resolve(platform),
      manifest: () => ({ notSupported: { ship: 'ship in the console' } }) as unknown as PlatformManifest,
    };
    this.action = new ReportShipment(files, tokens, platforms, { now: () => T0 });
  }

  async attempt(): Promise<boolean> {
    const request = { tenantId: 't', shipmentId: 'shipment' };
    const { decide, again } = await this.action.attempt(request, 1, new AbortController().signal);
    if (decide) this.take(decide(this.held));
    return again !== undefined;
  }

  async live(): Promise<string | undefined> {
    for (let n = 0; n < 100 && (await this.attempt()); n++);
    return this.held?.status;
  }

  shows(): void {
    this.seen = { status: 'shipped', partial: false, parcels: [{ number: 'YT1' }] };
  }

  private ship(shipment: Shipment): Promise<void> {
    this.said.push(shipment);
    const fate = this.fates.shift();
    if (fate === undefined || fate === 'heard' || fate === 'refused-as-there') this.shows();
    if (fate === undefined) return Promise.resolve();
    const kind = fate === 'heard' ? 'transient' : fate === 'refused-as-there' ? 'invalid' : fate;
    return Promise.reject(new PlatformFailure(kind, `said ${fate}`));
  }

  private take(decision: ReturnType<typeof askShipment>): void {
    if (decision.kind !== 'changed') return;
    this.held = decision.state;
    this.facts.push(...decision.facts);
  }
}

describe('a number the platform is to take', () => {
  it('is written down, then told once, in the platform’s own ids', async () => {
    const life = new Life();
    await life.attempt();
    expect([life.said, life.held?.status]).toEqual([[], 'sent']);
    expect(await life.live()).toBe('accepted');
    expect(life.said).toEqual([
      {
        platformOrderId: '471',
        number: 'YT1',
        carrier: 'YTO',
        whole: true,
        requestId: 'shipment',
        lines: [{ platformLineId: 'L1', skuId: '17', quantity: 2 }],
      },
    ]);
    expect(life.facts).toEqual([{ type: 'ShipmentAccepted', at: T0 }]);
  });

  it('that was taken and not answered is read for, and not told again', async () => {
    const life = new Life();
    life.fates.push('heard');
    expect([await life.live(), life.said.length]).toEqual(['accepted', 1]);
  });

  it('that was lost is told again under the same request', async () => {
    const life = new Life();
    life.fates.push('transient', 'throttled');
    expect(await life.live()).toBe('accepted');
    expect(life.said.map(({ requestId }) => requestId)).toEqual(['shipment', 'shipment', 'shipment']);
  });

  it('whose repetition is refused because it stands there by now is accepted', async () => {
    const life = new Life();
    life.fates.push('transient', 'refused-as-there');
    expect([await life.live(), life.said.length]).toEqual(['accepted', 2]);
    expect(life.facts).toEqual([{ type: 'ShipmentAccepted', at: T0 }]);
  });

  it.each([
    ['manual_only', 'manual_only', 1],
    ['invalid', 'refused', 1],
    ['forbidden', 'not_authorised', 10],
    ['transient', 'unavailable', 32],
  ] as const)('refused as %s fails as %s', async (kind, reason, words) => {
    const life = new Life();
    life.fates.push(...Array.from({ length: 60 }, () => kind));
    expect([await life.live(), life.said.length]).toEqual(['failed', words]);
    expect(life.facts).toMatchObject([{ type: 'ShipmentFailed', failure: { reason } }]);
  });

  it.each(['created', 'paid', 'finished', 'closed', 'shipped'] as const)(
    'of an order that is %s there is not told',
    async (status) => {
      const life = new Life();
      life.seen = { status, partial: false, parcels: [] };
      expect([await life.live(), life.said]).toEqual(['failed', []]);
      expect(life.held?.failure?.reason).toBe('state_moved');
    },
  );

  it('of an order in a state nobody knows is not told', async () => {
    const life = new Life();
    life.seen = undefined;
    expect([await life.live(), life.said]).toEqual(['failed', []]);
  });

  it('of an order that left in part is told', async () => {
    const life = new Life();
    life.seen = { status: 'shipped', partial: true, parcels: [{ number: 'YT0' }] };
    expect(await life.live()).toBe('accepted');
  });

  it('fails with the platform’s reason where it takes none', async () => {
    const life = new Life({ ship: false });
    expect([await life.live(), life.held?.failure?.detail]).toEqual(['failed', 'ship in the console']);
  });

  it('may be asked for again after it failed, and only then', async () => {
    const life = new Life();
    expect(askShipment(life.held, wanted).kind).toBe('nothing');
    life.fates.push('invalid');
    await life.live();
    expect(askShipment(life.held, wanted)).toMatchObject({
      kind: 'changed',
      state: { status: 'asked', asks: 2 },
    });
  });
});
