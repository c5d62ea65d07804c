import { newId, type Clock } from '@cartrail/kernel';
import type { KeptPayload } from '../domain/kept-payload.js';
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

  /** True when there may be more. What one shop's cannot be written for holds up no other's. */
  async turn(): Promise<boolean> {
    const due = await this.parts.payloads.due(AT_ONCE);
    const ended = await Promise.allSettled(byShop(due).map((page) => this.replay(page)));
    const failure = ended.find((one) => one.status === 'rejected');
    if (failure) throw failure.reason;
    return due.length === AT_ONCE;
  }

  private async replay({ shop, kept }: Page): Promise<void> {
    const { orders, cases, clock, payloads, metrics } = this.parts;
    const read = await Promise.all(kept.map(async (one) => ({ one, read: await this.read(shop, one) })));
    const from = Math.min(...kept.map(({ receivedAt }) => receivedAt));
    const run: PollRun = { id: newId(), via: 'poll', window: { from, to: clock.now() } };
    const rows = read.flatMap((each) => (each.read.kind === 'order' ? [each.read.row] : []));
    const signs = read.flatMap((each) => (each.read.kind === 'case' ? [each.read.sign] : []));
    if (rows.length > 0) await orders.keep(shop, rows, run);
    if (signs.length > 0) await cases.keep(shop, signs, run);
    const settled = read.map((each) => ({ id: each.one.id, ...becameOf(each.read) }));
    await payloads.settle(shop, settled);
    for (const { became } of settled) metrics.count(became, 1);
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

interface Page {
  readonly shop: ShopRef;
  readonly kept: readonly KeptPayload[];
}

function byShop(due: readonly { readonly shop: ShopRef; readonly kept: KeptPayload }[]): readonly Page[] {
  const pages = new Map<string, { readonly shop: ShopRef; readonly kept: KeptPayload[] }>();
  for (const { shop, kept } of due) {
    const page = pages.get(shop.shopId);
    if (page) page.kept.push(kept);
    else pages.set(shop.shopId, { shop, kept: [kept] });
  }
  return [...pages.values()];
}

function becameOf(read: Reread): Omit<SettledPayload, 'id'> {
  switch (read.kind) {
    case 'failed':
      return { became: 'failed', failures: read.failures };
    case 'case':
      return { became: 'asked', failures: [] };
    case 'order':
      return { became: read.row.kind === 'whole' ? 'taken' : 'asked', failures: [] };
  }
}
