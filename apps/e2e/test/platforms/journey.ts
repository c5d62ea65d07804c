import { DoorError } from '../../src/doors/http.js';
import type { CaseDocument, OrderTruth } from '../../src/doors/truths.js';
import { until } from '../../src/doors/waiting.js';
import { signOffForm } from '../../src/journey/returns/sign-off.js';
import { storyOf } from '../../src/journey/returns/stories.js';
import type { CaseTruth, ReturnPart } from '../../src/journey/returns/truths.js';
import { newKey } from '../providers/tenant.js';
import type { Tenant } from './tenant.js';

/** Shorter than any platform's polls stay behind now: who is here by then came by a push. */
const PUSHED_WITHIN_MS = 15_000;
const PATIENCE_MS = 20_000;
const LINE = { skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 };

/** What a person may want said of a case. */
const words = {
  'agree-return': {},
  'agree-refund': { amountFen: 2 * LINE.priceFen },
  reject: { text: '已拆封' },
  'fill-return-waybill': { number: 'YT7700000000001', carrier: 'YTO' },
} as const;

export const wordsOfPeople = ['ship', ...Object.keys(words)];

interface AfterSale {
  readonly afterSaleId: string;
  readonly platformAfterSaleId: string;
  readonly status?: string;
  readonly refundAmountFen?: number;
  readonly refundedFen?: number;
  readonly outcome?: string;
  readonly agreedAt?: string;
  readonly failures: readonly { readonly action?: string; readonly reason?: string }[];
}

type Case = CaseDocument & {
  readonly order?: { readonly platform: string; readonly status: string };
  readonly afterSales: readonly AfterSale[];
};

/** One order at one platform: there, back, and paid back. */
export class PlatformJourney {
  private platformOrderId = '';
  private caseId = '';
  private failure?: Error;
  private afterSaleId = '';
  private readonly reached: string[] = [];
  /** By what was asked for though the platform cannot: status and code of the answer. */
  readonly refusals = new Map<string, string>();

  constructor(readonly tenant: Tenant) {}

  /** Nothing, once something has failed: that is kept for whoever looks. */
  async goOn(step: string, work: (journey: PlatformJourney) => Promise<unknown>): Promise<void> {
    if (this.failure) return;
    try {
      await work(this);
      this.reached.push(step);
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
  }

  mustHave(step: string): void {
    if (this.reached.includes(step)) return;
    throw this.failure ?? new Error(`${step} was never tried`);
  }

  can(feature: string): boolean {
    return this.tenant.listed.features.includes(feature);
  }

  async order(): Promise<void> {
    const { row, simulator, gateway } = this.tenant;
    const orders = [{ lines: [LINE], address: { region: '440100', detail: '天河区体育西路1号' } }];
    const made = await simulator.post<{ orders: { platformOrderId: string }[] }>('/control/orders', {
      ...{ shopId: row.vendorShopId, orders },
    });
    this.platformOrderId = made.orders[0]?.platformOrderId ?? '';
    const path = `/v1/cases?limit=1&platformOrderId=${this.platformOrderId}`;
    const found = await this.reach(
      'pushed',
      () => gateway.get<{ data: { caseId: string }[] }>(path),
      ({ data }) => data.length === 1,
      PUSHED_WITHIN_MS,
    );
    this.caseId = found.data[0]?.caseId ?? '';
  }

  /** The number goes to the platform through the gateway, or its merchant types it in there. */
  async ship(): Promise<void> {
    const { gateway, simulator } = this.tenant;
    const parcel = { number: `YT77${this.caseId.replaceAll(/\D/g, '').slice(-11)}`, carrier: 'YTO' };
    const path = `/v1/orders/${this.caseId}/shipments`;
    if (this.can('ship')) {
      await gateway.post(path, parcel, newKey());
      await this.reach(
        'shipped by our word',
        () => this.orderTruth(),
        ({ parcels }) => parcels.some(({ number }) => number === parcel.number),
      );
      return;
    }
    await this.refused('ship', gateway.post(path, parcel, newKey()));
    await simulator.post(`/control/orders/${this.platformOrderId}/ship`, { parcels: [parcel] });
  }

  async shipped(): Promise<void> {
    const { parcels } = await this.orderTruth();
    const numbers = parcels.map(({ number }) => number);
    await this.reachCase('shipped', (one) => numbers.every((number) => hasParcel(one, number)));
  }

  async askBack(): Promise<void> {
    const { lines } = await this.orderTruth();
    const back = lines.map(({ platformLineId, quantity }) => ({ platformLineId, quantity }));
    const made = await this.tenant.simulator.post<{ platformAfterSaleId: string }>(
      `/control/orders/${this.platformOrderId}/after-sales`,
      { type: 0, lines: back, reasonCode: 1, plan: 'never-sends' },
    );
    this.afterSaleId = made.platformAfterSaleId;
  }

  async asked(): Promise<void> {
    await this.reachReturn('asked back', ({ status }) => status === 'Requested');
  }

  /** What the platform cannot be told is refused before anything is said. */
  async unsaid(): Promise<void> {
    const afterSaleId = (await this.case()).afterSales[0]?.afterSaleId ?? '';
    for (const [action, terms] of Object.entries(words)) {
      if (this.can(action)) continue;
      const path = `/v1/after-sales/${afterSaleId}/actions`;
      await this.refused(action, this.tenant.gateway.post(path, { action, ...terms }, newKey()));
    }
  }

  private async refused(feature: string, call: Promise<unknown>): Promise<void> {
    const answer = await call.then(
      () => 'taken',
      (error: unknown) =>
        error instanceof DoorError ? `${error.status} ${codeIn(error.body)}` : String(error),
    );
    this.refusals.set(feature, answer);
  }

  async approve(): Promise<void> {
    const { returnId } = await this.returned();
    await this.tenant.gateway.post(`/v1/returns/${returnId}/approval`, {}, newKey());
    if (this.can('agree-return'))
      await this.reachTruth('agreed at the platform', ({ status }) => status === 'awaiting_return');
    else
      await this.reachCase('told that a person has to agree', ({ afterSales }) =>
        afterSales.some(({ failures }) => failures.some(({ reason }) => reason === 'not_supported')),
      );
  }

  /** Where the platform has no call for it, its merchant does it by hand. */
  async byHand(feature: string, act: string): Promise<void> {
    if (this.can(feature)) return;
    await this.tenant.simulator.post(`/control/after-sales/${this.afterSaleId}/merchant`, { act });
  }

  async sendBack(): Promise<void> {
    const parcel = { carrier: 'YTO', plan: 'quick' };
    await this.tenant.simulator.post(`/control/after-sales/${this.afterSaleId}/ship`, parcel);
  }

  async sentBack(): Promise<void> {
    const { returnParcel } = await this.caseTruth();
    await this.reachReturn('sent back', ({ number }) => number === returnParcel?.number);
  }

  async sign(): Promise<void> {
    const { gateway } = this.tenant;
    const part = await this.returned();
    const number = part.number ?? '';
    await this.reach(
      'expected at the warehouse',
      () => gateway.get<{ data: object[] }>(`/v1/arrivals?number=${number}`),
      ({ data }) => data.length > 0,
    );
    const story = storyOf(0);
    if (!story) throw new Error('there is no usual story');
    await gateway.post('/v1/sign-offs', signOffForm(number, [{ story, part }]), newKey());
  }

  async due(): Promise<void> {
    if (this.can('refund-received')) await this.reachTruth('paid', ({ refunds }) => refunds.length > 0);
    else await this.reachReturn('a person’s to pay', ({ refund }) => refund?.status === 'failed');
  }

  async refunded(): Promise<void> {
    await this.reachReturn('refunded', ({ status, refund }) =>
      [status, refund?.status].every((each) => each?.toLowerCase() === 'refunded'),
    );
  }

  case(): Promise<Case> {
    return this.tenant.gateway.get(`/v1/cases/${this.caseId}`);
  }

  orderTruth(): Promise<OrderTruth> {
    return this.tenant.simulator.get(`/control/orders/${this.platformOrderId}`);
  }

  caseTruth(): Promise<CaseTruth> {
    return this.tenant.simulator.get(`/control/after-sales/${this.afterSaleId}`);
  }

  private async returned(): Promise<ReturnPart> {
    const part = (await this.case()).returns?.[0];
    if (!part) throw new Error('there is no return');
    return part;
  }

  private async reachReturn(what: string, good: (part: ReturnPart) => boolean): Promise<void> {
    await this.reachCase(what, ({ returns }) => returns?.[0] !== undefined && good(returns[0]));
  }

  private async reachCase(what: string, good: (one: Case) => boolean): Promise<void> {
    await this.reach(what, () => this.case(), good);
  }

  private async reachTruth(what: string, good: (truth: CaseTruth) => boolean): Promise<void> {
    await this.reach(what, () => this.caseTruth(), good);
  }

  private async reach<T>(
    what: string,
    ask: () => Promise<T>,
    good: (answer: T) => boolean,
    withinMs = PATIENCE_MS,
  ): Promise<T> {
    const answer = await until(ask, good, withinMs);
    if (good(answer)) return answer;
    throw new Error(`${this.tenant.row.platform}: not ${what}: ${JSON.stringify(answer)}`);
  }
}

const codeIn = (body: string): string => String((JSON.parse(body) as { code?: string }).code);

const hasParcel = ({ parcels }: Case, wanted: string): boolean =>
  parcels.some(({ number }) => number === wanted);
