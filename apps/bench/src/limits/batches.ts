import { type OutgoingEvent } from '../stack/records.js';
import { type Topics } from '../stack/topics.js';

const ROWS = 500;

/** K: bare kafkajs, `sendBatch` of 500, one in flight, every acknowledgement waited for. */
export async function batchLimit(
  topics: Topics,
  topic: string,
  events: readonly OutgoingEvent[],
  ms: number,
): Promise<number> {
  const start = performance.now();
  let sent = 0;
  while (performance.now() - start < ms) {
    const at = sent % Math.max(events.length - ROWS, 1);
    await topics.send(topic, events.slice(at, at + ROWS));
    sent += ROWS;
  }
  return (sent * 1_000) / (performance.now() - start);
}
