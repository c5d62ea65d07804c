import type { Arena } from './arena.js';
import { query } from './evidence.js';
import { nodesOf, type Parcel } from './inputs.js';

const EVERY_MS = 400;
const GIVE_UP_MS = 120_000;

/**
 * One parcel after the other, and how long each took from the topic to the case a person reads. A carrier pushes only
 * what was subscribed to, so the push follows then.
 */
export class Beat {
  slowestMs = 0;
  /** Of a push, from the first attempt to the acknowledgement. */
  slowestPushMs = 0;
  count = 0;
  private beating = true;
  private done: Promise<unknown> = Promise.resolve();
  private readonly outstanding = new Map<string, number>();

  constructor(
    private readonly arena: Arena,
    private readonly parcels: readonly Parcel[],
  ) {}

  start(): void {
    this.done = Promise.all([this.offer(), this.watch()]);
    this.done.catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.beating = false;
    await this.done;
  }

  private async offer(): Promise<void> {
    for (const parcel of this.parcels) {
      if (!this.beating) break;
      this.count += 1;
      this.outstanding.set(parcel.number, Date.now());
      await this.arena.order([parcel]);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    this.beating = false;
  }

  private async push(parcel: Parcel): Promise<void> {
    const from = Date.now();
    await this.arena.push([parcel], () => [nodesOf(parcel, 2)]);
    this.slowestPushMs = Math.max(this.slowestPushMs, Date.now() - from);
  }

  private async watch(): Promise<void> {
    const pushes: Promise<void>[] = [];
    for (let quietSince = Date.now(); this.beating || this.outstanding.size > 0;) {
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS / 2));
      for (const number of await this.shown().catch(() => [])) {
        const parcel = this.parcels.find((each) => each.number === number);
        if (parcel) pushes.push(this.push(parcel));
        this.slowestMs = Math.max(this.slowestMs, Date.now() - (this.outstanding.get(number) ?? Date.now()));
        this.outstanding.delete(number);
        quietSince = Date.now();
      }
      if (!this.beating && Date.now() - quietSince > GIVE_UP_MS) break;
    }
    await Promise.all(pushes);
  }

  /** Those whose case knows their waybill by now. */
  private async shown(): Promise<readonly string[]> {
    const numbers = [...this.outstanding.keys()];
    if (numbers.length === 0) return [];
    const rows = await query<{ doc: string }>(
      this.arena.stack.databaseUrl('gateway'),
      'SELECT doc FROM case_view WHERE numbers && $1::text[]',
      [numbers],
    );
    return rows.flatMap(({ doc }) => {
      const { parcels } = JSON.parse(doc) as { parcels: { number: string; waybillId?: string }[] };
      return parcels.flatMap(({ number, waybillId }) =>
        waybillId !== undefined && this.outstanding.has(number) ? [number] : [],
      );
    });
  }
}
