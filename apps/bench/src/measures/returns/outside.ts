import { type EventEnvelope, ReturnRefunded, type ReturnRef } from '@cartrail/contracts';
import { type Ends, type Incoming, type OutgoingEvent } from '../../stack/records.js';
import { type Topics } from '../../stack/topics.js';
import { answerTo, type Cue, type ReturnScript } from './script.js';

type Said = EventEnvelope<ReturnRef & { readonly refundId?: string }>;

/** The platform, the carriers and the warehouse around returns: hears what it says, and answers by the scripts. */
export class Outside {
  private readonly scripts: ReadonlyMap<string, ReturnScript>;
  private readonly byId = new Map<string, OutgoingEvent>();
  private readonly counts = new Map<string, number>();
  private readonly ended = new Set<string>();
  private stop = (): Promise<void> => Promise.resolve();
  /** When the last return ended, by `performance.now()`. */
  endedAt = Number.NaN;
  failure: unknown;
  answered = 0;

  private constructor(
    private readonly topics: Topics,
    scripts: readonly ReturnScript[],
  ) {
    this.scripts = new Map(scripts.map((script) => [script.orderId, script]));
  }

  static async listen(
    topics: Topics,
    topic: string,
    from: Ends,
    scripts: readonly ReturnScript[],
  ): Promise<Outside> {
    const outside = new Outside(topics, scripts);
    outside.stop = await topics.follow(
      topic,
      from,
      (records) => outside.hear(records),
      (error) => (outside.failure = error),
    );
    return outside;
  }

  /** How many have not been paid back yet. */
  get open(): number {
    return this.scripts.size - this.ended.size;
  }

  /** What returns said of them, each event once. */
  get heard(): readonly OutgoingEvent[] {
    return [...this.byId.values()];
  }

  /** `ReturnApproved 2000, ReturnRequested 2000`. */
  get said(): string {
    return [...this.counts].map(([type, count]) => `${type.split('.').at(-2) ?? type} ${count}`).join(', ');
  }

  close(): Promise<void> {
    return this.stop();
  }

  private async hear(records: readonly Incoming[]): Promise<void> {
    await tell(
      this.topics,
      records.flatMap((record) => this.answersTo(record)),
    );
  }

  private answersTo({ key, value, headers }: Incoming): Cue[] {
    const text = value?.toString('utf8') ?? '';
    const { id, type, data } = JSON.parse(text) as Said;
    const script = this.scripts.get(data.orderId);
    if (!script || this.byId.has(id)) return [];
    const texts = Object.entries(headers ?? {}).map(([name, header]) => [name, String(header)]);
    const own = Object.fromEntries(texts) as Record<string, string>;
    this.byId.set(id, { key: key?.toString() ?? '', value: text, headers: own });
    this.counts.set(type, (this.counts.get(type) ?? 0) + 1);
    if (type === ReturnRefunded.type) {
      this.ended.add(script.orderId);
      this.endedAt = performance.now();
    }
    const answer = answerTo(script, type, data);
    this.answered += answer ? 1 : 0;
    return answer ? [answer] : [];
  }
}

/** Each on its topic, in the order given. */
export async function tell(topics: Topics, cues: readonly Cue[]): Promise<void> {
  const byTopic = new Map<string, OutgoingEvent[]>();
  for (const { topic, event } of cues) byTopic.set(topic, [...(byTopic.get(topic) ?? []), event]);
  await Promise.all([...byTopic].map(([topic, events]) => topics.send(topic, events)));
}
