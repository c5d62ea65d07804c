import { newId, type Clock } from '@cartrail/kernel';
import type { Became, FieldFailure, KeptPayload } from '../domain/kept-payload.js';
import {
  PlatformFailure,
  type CaseSign,
  type DuePayloads,
  type OrderRow,
  type PayloadMetrics,
  type PollRun,
  type Reread,
  type Rereading,
  type SettledPayload,
  type ShopRef,
} from './ports.js';

const AT_ONCE = 50;

export interface ReplayParts {
  readonly payloads: DuePayloads;
  readonly rereading: Rereading;
  /** Where what a list brings goes. */
  readonly orders: { keep(shop: ShopRef, rows: readonly OrderRow[], run: PollRun): Promise<void> };
  readonly cases: { keep(shop: ShopRef, rows: readonly CaseSign[], run: PollRun): Promise<void> };
  readonly metrics: PayloadMetrics;
  readonly clock: Clock;
}

/** Takes parked payloads again, by the mapping that is in force now; each is told what became of it. */
export class ReplayPayloads {
  constructor(private readonly parts: ReplayParts) {}

  /** True when there may be more. */
  async turn(): Promise<boolean> {
    const due = await this.parts.payloads.due(AT_ONCE);
    for (const { shop, kept } of due) await this.replay(shop, kept);
    return due.length === AT_ONCE;
  }

  private async replay(shop: ShopRef, kept: KeptPayload): Promise<void> {
    const { became, failures } = await this.take(shop, kept);
    const settled: SettledPayload = { id: kept.id, became, failures };
    await this.parts.payloads.settle(shop, [settled]);
    this.parts.metrics.count(became, 1);
  }

  private async take(shop: ShopRef, kept: KeptPayload): Promise<Omit<SettledPayload, 'id'>> {
    const { orders, cases, clock } = this.parts;
    const now = clock.now();
    const run: PollRun = { id: newId(), via: 'poll', window: { from: kept.receivedAt, to: now } };
    const read = await this.read(shop, kept);
    switch (read.kind) {
      case 'failed':
        return { became: 'failed', failures: read.failures };
      case 'case':
        await cases.keep(shop, [read.sign], run);
        return done('asked');
      case 'order':
        await orders.keep(shop, [read.row], run);
        return done(read.row.kind === 'whole' ? 'taken' : 'asked');
    }
  }

  /** An application whose document is gone or no good leaves its payloads where they were. */
  private async read(shop: ShopRef, kept: KeptPayload): Promise<Reread> {
    try {
      return await this.parts.rereading.reread(shop, kept);
    } catch (error) {
      if (!(error instanceof PlatformFailure)) throw error;
      return { kind: 'failed', failures: [{ field: 'mapping', problem: error.message }] };
    }
  }
}

const done = (became: Became): { became: Became; failures: readonly FieldFailure[] } => ({
  became,
  failures: [],
});
