import { Door } from '../../src/doors/http.js';
import type { CaseDocument, OrderTruth } from '../../src/doors/truths.js';
import { until } from '../../src/doors/waiting.js';
import { newKey } from '../providers/tenant.js';
import { mallDocument } from './mall-document.js';
import { gatewayOf, openWarehouse, type Installation } from './tenant.js';

const PATIENCE_MS = 20_000;
const STORE = 'e2e-store-1';
const CREDENTIALS = { token: 'e2e-mall-token', pushSecret: 'e2e-mall-push-secret' };
const LINE = { skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 };

interface Preview {
  readonly result: string;
  readonly key?: string;
  readonly trace: readonly { readonly field: string; readonly value?: unknown }[];
}

interface Parked {
  readonly payloads: readonly {
    readonly key?: string;
    readonly state: string;
    readonly became?: string;
    readonly failures: readonly { readonly field: string; readonly problem: string }[];
  }[];
}

type Case = CaseDocument & {
  readonly order?: { readonly platform: string; readonly status: string };
  readonly afterSales: readonly { readonly platformAfterSaleId: string; readonly status?: string }[];
};

/** A mall nobody wrote a connector for, from the first look at one of its payloads to a case. */
export class MappingStory {
  private readonly simulator: Door;
  private gateway: Door;
  private applicationId = '';
  private mapping = '';
  private readonly baseUrl: string;

  constructor(private readonly at: Installation) {
    this.simulator = new Door(at.simulatorUrl);
    this.gateway = this.simulator;
    this.baseUrl = `${at.simulatorUrl}/mall/v1`;
  }

  /** The application at both ends; it goes by no document yet. */
  async open(): Promise<void> {
    this.gateway = await gatewayOf(this.at, 'atmall');
    const application = { platform: 'mapped', name: 'our mall', credentials: CREDENTIALS };
    const { applicationId, pushPath } = await this.gateway.post<{ applicationId: string; pushPath: string }>(
      '/v1/platform-applications',
      application,
      newKey(),
    );
    this.mapping = `/v1/platform-applications/${applicationId}/mapping`;
    const key = { appKey: 'e2e-mall-key', ...CREDENTIALS, pushUrl: `${this.at.callbackUrl}${pushPath}` };
    await this.simulator.put('/control/mall-apps', key);
    const store = { shopId: STORE, platform: 'mall', appKey: key.appKey };
    const { addresses } = await this.simulator.put<{ addresses: { addressId: string }[] }>(
      '/control/shops',
      store,
    );
    await openWarehouse(this.gateway, { mapped: addresses[0]?.addressId ?? '' });
    this.applicationId = applicationId;
  }

  /** What the mall answers a merchant who looks at one of his sales. */
  async sample(): Promise<string> {
    const id = await this.sell();
    const headers = { authorization: `Token ${CREDENTIALS.token}` };
    const answer = await fetch(`${this.baseUrl}/sales/${id}`, { headers });
    return JSON.stringify(((await answer.json()) as { result: object }).result);
  }

  async draft(document: object): Promise<void> {
    await this.gateway.put(`${this.mapping}/draft`, { document }, newKey());
  }

  document(): ReturnType<typeof mallDocument> {
    return mallDocument(this.baseUrl);
  }

  /** A slip of the pen: the mall has no such member. */
  broken(): object {
    const document = this.document();
    const payAmountFen = { from: ['money.total'], steps: [{ do: 'yuanToFen' }] };
    const fields = { ...document.order.fields, payAmountFen };
    return { ...document, order: { ...document.order, fields } };
  }

  preview(payload: string): Promise<Preview> {
    return this.gateway.post(`${this.mapping}/preview`, { subject: 'order', payload });
  }

  dryRun(of: object): Promise<{ readonly total: number; readonly ok: number; readonly rejected: number }> {
    return this.gateway.post(`${this.mapping}/dry-run`, of);
  }

  async publish(terms: object): Promise<void> {
    await this.gateway.post(`${this.mapping}/publish`, terms, newKey());
  }

  /** Refused until the process that is asked goes by what was published, which takes it seconds. */
  async connect(): Promise<void> {
    const { applicationId } = this;
    const shop = { platform: 'mapped', applicationId, vendorShopId: STORE, name: '我们的商城' };
    const ask = (): Promise<unknown> =>
      this.gateway
        .post<object>('/v1/shops', { ...shop, warehouseCode: 'HZ01' }, newKey())
        .catch((error: unknown) => error);
    const answer = await until(ask, (shown) => !(shown instanceof Error), PATIENCE_MS);
    if (answer instanceof Error) throw answer;
  }

  async sell(): Promise<string> {
    const { orders } = await this.simulator.post<{ orders: { platformOrderId: string }[] }>(
      '/control/orders',
      { shopId: STORE, orders: [{ lines: [LINE] }] },
    );
    return orders[0]?.platformOrderId ?? '';
  }

  truth(platformOrderId: string): Promise<OrderTruth> {
    return this.simulator.get(`/control/orders/${platformOrderId}`);
  }

  async askBack(platformOrderId: string): Promise<string> {
    const { lines } = await this.truth(platformOrderId);
    const back = lines.map(({ platformLineId, quantity }) => ({ platformLineId, quantity }));
    await this.simulator.post(`/control/orders/${platformOrderId}/ship`, { parcels: [{ carrier: 'YTO' }] });
    const made = await this.simulator.post<{ platformAfterSaleId: string }>(
      `/control/orders/${platformOrderId}/after-sales`,
      { type: 0, lines: back, reasonCode: 1, plan: 'never-sends' },
    );
    return made.platformAfterSaleId;
  }

  /** The case at the gateway, once it is as wanted; the last one seen either way. */
  async case(
    platformOrderId: string,
    good: (one: Case) => boolean = () => true,
    withinMs = PATIENCE_MS,
  ): Promise<Case | undefined> {
    const look = async (): Promise<Case | undefined> => {
      const path = `/v1/cases?limit=1&platformOrderId=${platformOrderId}`;
      const { data } = await this.gateway.get<{ data: { caseId: string }[] }>(path);
      const caseId = data[0]?.caseId;
      return caseId === undefined ? undefined : this.gateway.get<Case>(`/v1/cases/${caseId}`);
    };
    return until(look, (one) => one !== undefined && good(one), withinMs);
  }

  /** Sells on until something of it is parked: what was published is in force some seconds later. */
  async firstParked(): Promise<Parked['payloads'][number] | undefined> {
    const { payloads } = await until(
      async () => {
        await this.sell();
        return this.gateway.get<Parked>(`${this.mapping}/parked`);
      },
      (parked) => parked.payloads.some(({ state }) => state === 'parked'),
      PATIENCE_MS,
    );
    return payloads.find(({ state }) => state === 'parked');
  }

  /** Replays until nothing is left; answers what is. */
  async replayed(): Promise<Parked['payloads']> {
    const left = await until(
      async () => {
        await this.gateway.post(`${this.mapping}/replay`, {}, newKey());
        const { payloads } = await this.gateway.get<Parked>(`${this.mapping}/parked`);
        return payloads.filter(({ state }) => state !== 'kept');
      },
      ({ length }) => length === 0,
      PATIENCE_MS,
    );
    return left;
  }
}
