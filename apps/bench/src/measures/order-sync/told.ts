import { OrderImported, type EventOf, topics } from '@cartrail/contracts';
import { type Bench } from '../../bench.js';
import { type Incoming, type OutgoingEvent } from '../../stack/records.js';

/** How many events are kept whole. */
const KEPT = 2_000;

export interface Told {
  readonly at: number;
  readonly times: number;
  readonly payAmountFen: number;
}

/** What the product says of orders while it says it. */
export class ToldOrders {
  readonly byOrder = new Map<string, Told>();
  /** Some of all events about orders, by chance: even steps would meet one kind of event only. */
  readonly sample: OutgoingEvent[] = [];
  lines = 0;
  events = 0;
  lastAt = 0;
  failure: unknown;
  private readonly seen = new Set<string>();
  private stopListening = (): Promise<void> => Promise.resolve();

  /** How the keys of the tenant's events begin. */
  private readonly owner: Buffer;

  constructor(tenantId: string) {
    this.owner = Buffer.from(`${tenantId}:`);
  }

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

  /** Forgets what was. */
  begin(): void {
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
    if (!key || !value || this.seen.has(id) || !key.subarray(0, this.owner.length).equals(this.owner)) return;
    this.seen.add(id);
    this.keep(key, value, headers);
    if (String(headers?.ce_type) !== OrderImported.type) return;
    const { data } = JSON.parse(value.toString('utf8')) as EventOf<typeof OrderImported>;
    const times = (this.byOrder.get(data.platformOrderId)?.times ?? 0) + 1;
    this.lastAt = performance.now();
    this.lines += data.lines.length;
    const { payAmountFen } = data;
    this.byOrder.set(data.platformOrderId, { at: this.lastAt, times, payAmountFen });
  }

  private keep(key: Buffer, value: Buffer, headers: Incoming['headers']): void {
    const place = Math.floor(Math.random() * ++this.events);
    if (this.sample.length === KEPT && place >= KEPT) return;
    const texts = Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)] as const);
    const event = { key: key.toString(), value: value.toString('utf8'), headers: Object.fromEntries(texts) };
    if (this.sample.length < KEPT) this.sample.push(event);
    else this.sample[place] = event;
  }
}
