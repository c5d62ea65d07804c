import type { CaseDocument, CaseParcel, OrderTruth, ParcelTruth } from '../../src/doors/truths.js';
import { until } from '../../src/doors/waiting.js';
import type { BookingTruth, Offer, ReturnPart } from '../../src/journey/returns/truths.js';
import { tellings, type Telling } from './rows.js';
import { newKey, type Tenant } from './tenant.js';

const PATIENCE_MS = 30_000;
const LOOK_MS = 8_000;
/** Heavy enough for a carrier of big parcels. */
const LINE = { skuCode: 'PAN-IRON-28', quantity: 2, priceFen: 19_900 };

/** One order of a tenant's: its parcel to the buyer, and its way back. */
export class Journey {
  private platformOrderId = '';
  private caseId = '';
  private number = '';
  private returnId = '';
  private failure?: Error;
  /** Of the first scans that were known at the vendor and not in the case. */
  readonly behind: string[] = [];
  back = false;
  offers: Offers = { offers: [], excluded: [] };

  constructor(readonly tenant: Tenant) {}

  /** Nothing, once something has failed: that is kept for whoever looks. */
  async goOn(work: (journey: Journey) => Promise<unknown>): Promise<void> {
    if (this.failure) return;
    try {
      await work(this);
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
  }

  mustHaveShipped(): void {
    if (this.number === '') this.mustHaveGone();
  }

  mustHaveGone(): void {
    if (this.failure) throw this.failure;
  }

  async order(): Promise<void> {
    const { shopId, simulator, gateway } = this.tenant;
    const orders = [{ lines: [LINE], address: { region: '440100', detail: '天河区体育西路1号' } }];
    const made = await simulator.post<{ orders: { platformOrderId: string }[] }>('/control/orders', {
      shopId,
      orders,
    });
    this.platformOrderId = made.orders[0]?.platformOrderId ?? '';
    const path = `/v1/cases?limit=1&platformOrderId=${this.platformOrderId}`;
    const found = await reach(
      'order not imported',
      () => gateway.get<{ data: { caseId: string }[] }>(path),
      ({ data }) => data.length === 1,
    );
    this.caseId = found.data[0]?.caseId ?? '';
  }

  /** The parcel is registered, and its provider asked for pushes where it takes such a wish. */
  async ship(): Promise<void> {
    const { row, simulator, operations } = this.tenant;
    const parcels = [{ carrier: row.carrier, plan: 'quick' }];
    const made = await simulator.post<{ parcels: { number: string }[] }>(
      `/control/orders/${this.platformOrderId}/ship`,
      { parcels },
    );
    this.number = made.parcels[0]?.number ?? '';
    await reach(
      'parcel not registered',
      () => this.case(),
      ({ parcels: known }) => known.some(({ waybillId }) => waybillId !== undefined),
    );
    if (!operations.includes('subscribe')) return;
    await reach(
      'pushes not asked for',
      () => simulator.get<{ items: object[] }>('/control/ledger?kind=requests&limit=5000'),
      ({ items }) => items.some((one) => JSON.stringify(one).includes(this.number)),
    );
  }

  truth(): Promise<ParcelTruth> {
    return this.tenant.simulator.get(`/control/parcels/${this.number}`);
  }

  /** Waits until every scan there is by now is in the case, and notes those that never are. */
  async keepUp(): Promise<void> {
    if (this.behind.length > 0) return;
    const missing = async (): Promise<readonly string[]> => {
      const [{ scans }, parcel] = await Promise.all([this.truth(), this.parcel()]);
      const known = new Set(parcel?.timeline.map(({ occurredAt }) => Date.parse(occurredAt)));
      return scans.map(({ occurredAt }) => occurredAt).filter((time) => !known.has(Date.parse(time)));
    };
    this.behind.push(...(await until(missing, ({ length }) => length === 0, PATIENCE_MS)));
  }

  async parcel(): Promise<CaseParcel | undefined> {
    return (await this.case()).parcels.find(({ number }) => number === this.number);
  }

  async askBack(): Promise<void> {
    const { simulator } = this.tenant;
    const { lines } = await this.orderTruth();
    const back = lines.map(({ platformLineId, quantity }) => ({ platformLineId, quantity }));
    await simulator.post(`/control/orders/${this.platformOrderId}/after-sales`, {
      ...{ type: 0, lines: back, reasonCode: 1, faults: [], plan: 'never-sends' },
    });
    const found = await reach(
      'not asked back',
      () => this.return(),
      (part) => part?.status === 'Requested',
    );
    this.returnId = found?.returnId ?? '';
  }

  async askForOffers(): Promise<void> {
    this.offers = await this.tenant.gateway.get(`/v1/returns/${this.returnId}/offers`);
  }

  /** The offer of the row's carrier, first slot, at the buyer's own door. */
  async confirm(plan: 'comes' | 'reweighs'): Promise<void> {
    const { row, gateway, simulator } = this.tenant;
    const { name, phone, region, province, city, detail } = (await this.orderTruth()).receiver;
    await simulator.put('/control/courier-plans', { phone, plan, parcelPlan: 'quick' });
    await this.askForOffers();
    const offer = this.offers.offers.find(({ carrier }) => carrier === row.carrier);
    if (!offer) throw new Error(`no offer of ${row.carrier}: ${JSON.stringify(this.offers)}`);
    const contact = { name, phone, address: `${province}${city}${detail}`, regionCode: region };
    const choice = { offerId: offer.offerId, slot: offer.slots[0], contact };
    await gateway.post(`/v1/returns/${this.returnId}/confirmation`, choice, newKey());
    await reach(
      'not booked',
      async () => (await this.return())?.pickups.at(-1),
      (pickup) => pickup !== undefined && ['Placed', 'Accepted'].includes(pickup.status),
    );
  }

  async callOff(): Promise<void> {
    const path = `/v1/returns/${this.returnId}/pickup/cancellation`;
    await this.tenant.gateway.post(path, { why: '改约' }, newKey());
    await reach(
      'not called off',
      async () => (await this.return())?.pickups.at(-1),
      (pickup) => pickup?.status === 'CancelledByUser',
    );
  }

  /** Looks whether the parcel has come back, was fetched, and all its vendor tells of the courier is in the case. */
  async comeBack(): Promise<void> {
    const { silent } = this.tenant.row;
    const [booking] = await this.bookings();
    const isWhole = (part: ReturnedPart | undefined): boolean => {
      const pickup = part?.pickups.at(-1);
      const known = knownOf(pickup, booking);
      const told = tellings.every((each) => each in silent || known.includes(each));
      return part?.status === 'Arrived' && pickup?.pickedUpAt !== undefined && told;
    };
    this.back = isWhole(await until(() => this.return(), isWhole, LOOK_MS));
  }

  /** Couriers that were really ordered to the buyer's door. */
  async bookings(): Promise<readonly Booking[]> {
    const { phone } = (await this.orderTruth()).receiver;
    const path = `/control/bookings?phone=${phone}`;
    return (await this.tenant.simulator.get<{ items: Booking[] }>(path)).items;
  }

  async return(): Promise<ReturnedPart | undefined> {
    const { returns } = await this.case();
    return returns?.[0] as ReturnedPart | undefined;
  }

  private case(): Promise<CaseDocument> {
    return this.tenant.gateway.get(`/v1/cases/${this.caseId}`);
  }

  private orderTruth(): Promise<OrderTruth> {
    return this.tenant.simulator.get(`/control/orders/${this.platformOrderId}`);
  }
}

/** What the case says as the vendor's ledger has it. */
export function knownOf(pickup: Pickup | undefined, booking: Booking | undefined): readonly Telling[] {
  if (!pickup || !booking) return [];
  const known: Readonly<Record<Telling, boolean>> = {
    courier: pickup.courier !== undefined,
    weight: pickup.weightGrams === booking.billedGrams,
    fee: pickup.chargedFen === booking.settledFen,
  };
  return tellings.filter((each) => known[each]);
}

interface Pickup {
  readonly status: string;
  readonly provider: string;
  readonly carrier: string;
  readonly number?: string;
  readonly courier?: object;
  readonly weightGrams?: number;
  readonly chargedFen?: number;
  readonly pickedUpAt?: string;
}

interface Booking extends BookingTruth {
  readonly vendor: string;
  readonly state: string;
  readonly billedGrams: number;
}

type ReturnedPart = Omit<ReturnPart, 'pickups'> & { readonly pickups: readonly Pickup[] };

interface Offers {
  readonly offers: readonly (Offer & { readonly priceKind: string; readonly provider: string })[];
  readonly excluded: readonly { readonly carrier: string; readonly why: readonly string[] }[];
}

async function reach<T>(what: string, ask: () => Promise<T>, good: (answer: T) => boolean): Promise<T> {
  const answer = await until(ask, good, PATIENCE_MS);
  if (good(answer)) return answer;
  throw new Error(`${what}: ${JSON.stringify(answer)}`);
}
