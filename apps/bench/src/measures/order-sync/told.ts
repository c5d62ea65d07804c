import { OrderImported, type EventOf, topics } from '@cartrail/contracts';
import { type Bench } from '../../bench.js';
import { type Incoming, type OutgoingEvent } from '../../stack/records.js';

/** How many events are kept whole, about. */
const KEPT = 2_000;

export interface Told {
  readonly at: number;
  readonly times: number;
  readonly payAmountFen: number;
}

/** What the product says of orders while it says it. */
export class ToldOrders {
  readonly byOrder = new Map<string, Told>();
  /** Some of all events about orders, taken evenly. */
  readonly sample: OutgoingEvent[] = [];
  lines = 0;
  events = 0;
  lastAt = 0;
  failure: unknown;
  private every = 1;
  private readonly seen = new Set<string>();
  private stopListening = (): Promise<void> => Promise.resolve();

  constructor(private readonly tenantId: string) {}

  static async listen(bench: Bench): Promise<ToldOrders> {
    const told = new ToldOrders(bench.tenant.tenantId);
    const topic = topics.orderEvents.name;
    told.stopListening = await bench.topics.follow(
      topic,
      await bench.topics.ends(topic),
      (records) => {
        for (const record of records) told.take(record);
        return Promise.resolve();
      },
      (error) => {
        told.failure = error;
      },
    );
    return told;
  }

  /** Forgets what was; about so many orders are to come. */
  begin(orders: number): void {
    this.every = Math.max(1, Math.floor(orders / KEPT));
    this.byOrder.clear();
    this.seen.clear();
    this.sample.length = 0;
    this.lines = this.events = this.lastAt = 0;
  }

  stop(): Promise<void> {
    return this.stopListening();
  }

  /** A relay may send a batch again: an event is told once, an order that was told of by two events twice. */
  take({ key, value, headers }: Pick<Incoming, 'key' | 'value' | 'headers'>): void {
    const id = String(headers?.ce_id);
    if (!key?.toString().startsWith(`${this.tenantId}:`) || this.seen.has(id)) return;
    this.seen.add(id);
    const text = value?.toString('utf8') ?? '';
    if (this.events++ % this.every === 0) this.keep(key.toString(), text, headers);
    if (String(headers?.ce_type) !== OrderImported.type) return;
    const { data } = JSON.parse(text) as EventOf<typeof OrderImported>;
    const times = (this.byOrder.get(data.platformOrderId)?.times ?? 0) + 1;
    this.lastAt = performance.now();
    this.lines += data.lines.length;
    const { payAmountFen } = data;
    this.byOrder.set(data.platformOrderId, { at: this.lastAt, times, payAmountFen });
  }

  private keep(key: string, value: string, headers: Incoming['headers']): void {
    const texts = Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)]);
    this.sample.push({ key, value, headers: Object.fromEntries(texts) as Record<string, string> });
  }
}
