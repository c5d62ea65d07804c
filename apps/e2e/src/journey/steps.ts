import { Door, DoorError } from '../doors/http.js';
import type { Stack } from '../doors/stack.js';
import type { CaseDocument, OrderTruth, ParcelTruth } from '../doors/truths.js';
import { eachOf, until } from '../doors/waiting.js';
import { compareCase } from './compare.js';
import type { Listener } from './listener.js';
import type { Article, Part } from './plan.js';

const HOUR = 3_600_000;
const STEP_MS = 6 * HOUR;
const MOST_STEPS = 60;
const PATIENCE_MS = 60_000;
/** Detectors need two sweeps after a jump of the clock; what is still missing then shows in the comparison. */
const ALERTS_WITHIN_MS = 10_000;

export interface Travelling {
  readonly part: Part;
  readonly platformOrderId: string;
  caseId?: string;
}

export interface StepResult {
  readonly arrived: number;
  readonly of: number;
  readonly differences: readonly string[];
}

/** The journey's steps, through public doors only. */
export class Steps {
  readonly simulator: Door;
  readonly gateway: Door;

  constructor(
    readonly stack: Stack,
    private readonly listener: Listener,
  ) {
    this.simulator = new Door(stack.simulatorUrl);
    this.gateway = new Door(stack.gatewayUrl, { authorization: `Bearer ${stack.keys['merchant'] ?? ''}` });
  }

  async articles(): Promise<readonly Article[]> {
    const { skus } = await this.simulator.get<{ skus: Article[] }>('/control/catalogue');
    return skus;
  }

  async order(parts: readonly Part[]): Promise<Travelling[]> {
    const orders = parts.map(({ ref, lines, orderFaults, buyer }) => ({
      ref,
      lines,
      faults: orderFaults,
      ...(buyer === undefined ? {} : { buyer }),
    }));
    const made = await this.simulator.post<{ orders: { ref: string; platformOrderId: string }[] }>(
      '/control/orders',
      {
        shopId: this.stack.vendorShopId,
        orders,
      },
    );
    return made.orders.flatMap(({ ref, platformOrderId }) => {
      const part = parts.find((each) => each.ref === ref);
      return part ? [{ part, platformOrderId }] : [];
    });
  }

  /** Every order has a case. A lost push heals by polling, which needs simulated time to pass. */
  async imported(all: readonly Travelling[]): Promise<StepResult> {
    await this.pass(HOUR);
    await until(
      async () => {
        await eachOf(
          all.filter(({ caseId }) => caseId === undefined),
          async (each) => {
            const path = `/v1/cases?limit=1&platformOrderId=${each.platformOrderId}`;
            const { data } = await this.gateway.get<{ data: { caseId: string }[] }>(path);
            each.caseId = data[0]?.caseId;
          },
        );
        return all.filter(({ caseId }) => caseId === undefined).length;
      },
      (missing) => missing === 0,
      PATIENCE_MS,
    );
    const missing = all.filter(({ caseId }) => caseId === undefined);
    return result(
      all.length,
      missing.map(({ platformOrderId }) => `order ${platformOrderId} never arrived`),
    );
  }

  async changeAddresses(all: readonly Travelling[]): Promise<StepResult> {
    const movers = all.filter(({ part }) => part.changesAddress);
    await eachOf(movers, ({ platformOrderId }) =>
      this.simulator.post(`/control/orders/${platformOrderId}/address`, {
        region: '510100',
        detail: '天府大道1号',
      }),
    );
    return result(movers.length, []);
  }

  async ship(all: readonly Travelling[]): Promise<StepResult> {
    await eachOf(all, ({ part, platformOrderId }) =>
      this.simulator.post(`/control/orders/${platformOrderId}/ship`, { parcels: part.parcels }),
    );
    return result(all.length, []);
  }

  async replaceNumbers(all: readonly Travelling[]): Promise<StepResult> {
    const replaced = all.filter(({ part }) => part.replacesNumber);
    await eachOf(replaced, async ({ part, platformOrderId }) => {
      const truth = await this.orderTruth(platformOrderId);
      await this.simulator.post(`/control/orders/${platformOrderId}/replace-number`, {
        old: truth.parcels[0]?.number,
        plan: part.parcels[0]?.plan ?? 'normal',
      });
    });
    return result(replaced.length, []);
  }

  /** Every parcel number of the truth is followed: the case knows its waybill. */
  async followed(all: readonly Travelling[]): Promise<StepResult> {
    await this.pass(HOUR);
    const differences = await this.compare(all, ({ parcels }, found) =>
      parcels
        .filter(
          ({ number }) =>
            !found.parcels.some((parcel) => parcel.number === number && parcel.waybillId !== undefined),
        )
        .map(({ number }) => `parcel ${number} is not followed`),
    );
    return result(all.length, differences);
  }

  /** Some hours pass, and what is due to be raised by then is. */
  async tick(all: readonly Travelling[]): Promise<readonly ParcelTruth[]> {
    await this.pass(STEP_MS);
    const parcels = await this.parcelTruths(all);
    await this.alerted(parcels);
    return parcels;
  }

  /** Days pass, a few hours at a time, until every parcel has reached its end. */
  async travel(
    all: readonly Travelling[],
    progress: (step: number, left: number) => void,
  ): Promise<StepResult> {
    let travelling: string[] = [];
    for (let step = 1; step <= MOST_STEPS; step++) {
      const parcels = await this.tick(all);
      travelling = parcels
        .filter(({ done, replacedBy }) => !done && replacedBy === null)
        .map(({ number }) => number);
      progress(step, travelling.length);
      if (travelling.length === 0) break;
    }
    await this.pass(STEP_MS);
    return result(
      all.length,
      travelling.map((number) => `parcel ${number} is still on its way`),
    );
  }

  hour(): Promise<void> {
    return this.pass(HOUR);
  }

  async days(count: number): Promise<void> {
    for (let passed = 0; passed < count * 24 * HOUR; passed += STEP_MS) await this.pass(STEP_MS);
  }

  /** Case documents against ledgers, to the fen and the scan. What only polling can heal gets more time. */
  async agree(all: readonly Travelling[]): Promise<StepResult> {
    const differences = await this.compare(all, (order, found, parcels) =>
      compareCase(order, parcels, found),
    );
    const ids = new Set(all.flatMap(({ caseId }) => (caseId === undefined ? [] : [caseId])));
    return result(all.length, [...differences, ...this.listener.doubledAlerts(ids)]);
  }

  private async compare(
    all: readonly Travelling[],
    check: (order: OrderTruth, found: CaseDocument, parcels: readonly ParcelTruth[]) => string[],
  ): Promise<string[]> {
    const once = async ({ platformOrderId, caseId }: Travelling) => {
      const order = await this.orderTruth(platformOrderId);
      const parcels = await Promise.all(order.parcels.map(({ number }) => this.parcelTruth(number)));
      const found = await this.gateway.get<CaseDocument>(`/v1/cases/${caseId ?? ''}`);
      return check(order, found, parcels);
    };
    return until(
      async () => (await eachOf(all, once)).flat(),
      (differences) => differences.length === 0,
      PATIENCE_MS,
    );
  }

  /** Every alert whose condition holds now is raised, before the clock moves past it. */
  private async alerted(parcels: readonly ParcelTruth[]): Promise<void> {
    const due = parcels.flatMap(({ number, replacedBy, expected }) =>
      expected.alerts
        .filter(({ clearedAt }) => clearedAt === null && replacedBy === null)
        .map(({ detector }) => `${detector} ${number}`),
    );
    if (due.length === 0) return;
    await until(
      async () => {
        const { data } = await this.gateway.get<{ data: { detector: string; number: string }[] }>(
          '/v1/alerts?open=true&limit=200',
        );
        return new Set(data.map(({ detector, number }) => `${detector} ${number}`));
      },
      (open) => due.every((alert) => open.has(alert)),
      ALERTS_WITHIN_MS,
    );
  }

  private async parcelTruths(all: readonly Travelling[]): Promise<ParcelTruth[]> {
    const orders = await eachOf(all, ({ platformOrderId }) => this.orderTruth(platformOrderId));
    return eachOf(
      orders.flatMap(({ parcels }) => parcels.map(({ number }) => number)),
      (number) => this.parcelTruth(number),
    );
  }

  private orderTruth(platformOrderId: string): Promise<OrderTruth> {
    return this.simulator.get(`/control/orders/${platformOrderId}`);
  }

  private parcelTruth(number: string): Promise<ParcelTruth> {
    return this.simulator.get(`/control/parcels/${number}`);
  }

  /** Everybody has the new time, and what was due by then has been told. */
  private async pass(ms: number): Promise<void> {
    await this.patiently((again) => this.simulator.post('/clock/advance', { ms: again ? 0 : ms }));
    await this.patiently(() => this.simulator.post('/control/settle', { timeoutMs: 20_000 }));
  }

  /** 504: done, and not yet heard by everybody. */
  private async patiently(ask: (again: boolean) => Promise<unknown>): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    for (let again = false; ; again = true) {
      try {
        await ask(again);
        return;
      } catch (error) {
        if (!(error instanceof DoorError) || error.status !== 504 || Date.now() >= end) throw error;
      }
    }
  }
}

export const result = (of: number, differences: readonly string[]): StepResult => ({
  arrived: of - Math.min(of, differences.length),
  of,
  differences,
});
