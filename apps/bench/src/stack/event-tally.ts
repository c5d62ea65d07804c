import { type Ends, type Incoming, type OutgoingEvent } from './records.js';

export interface Wanted {
  readonly tenantId: string;
  readonly type: string;
}

/** The events of one tenant and type between two places of a topic, each once: a relay may send a batch again. */
export class EventTally {
  private readonly next: Map<number, number>;
  private readonly byId = new Map<string, OutgoingEvent>();
  private records = 0;

  constructor(
    from: Ends,
    private readonly until: Ends,
    private readonly wanted: Wanted,
  ) {
    this.next = new Map([...until.keys()].map((partition) => [partition, from.get(partition) ?? 0]));
  }

  /** False once every partition has been read to the end. */
  get isOpen(): boolean {
    return [...this.until].some(([partition, end]) => (this.next.get(partition) ?? 0) < end);
  }

  /** What a consumer fetches before it is sent to its place comes twice; each offset counts once. */
  take({ partition, offset, key, value, headers }: Incoming): void {
    if (offset < (this.next.get(partition) ?? 0) || offset >= (this.until.get(partition) ?? 0)) return;
    this.next.set(partition, offset + 1);
    const { tenantId, type } = this.wanted;
    if (String(headers?.ce_type) !== type || !key?.toString().startsWith(`${tenantId}:`)) return;
    this.records += 1;
    const texts = Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)]);
    this.byId.set(String(headers?.ce_id), {
      key: key.toString(),
      value: value?.toString('utf8') ?? '',
      headers: Object.fromEntries(texts) as Record<string, string>,
    });
  }

  get events(): readonly OutgoingEvent[] {
    return [...this.byId.values()];
  }

  get repeated(): number {
    return this.records - this.byId.size;
  }
}
