/** What a subscriber's body is made of. */
export interface Announced {
  readonly type: string;
  readonly time: string;
  readonly sequence: string;
  readonly data: object;
}

const MAX_BYTES = 20_000;

/**
 * Standard Webhooks' `type`, `timestamp` and `data`, with `sequence` to sort by. Data too large for a webhook is
 * cut to its plain fields, says so, and can be read whole through the API or Kafka.
 */
export function webhookBody({ type, time, sequence, data }: Announced): string {
  const body = JSON.stringify({ type, timestamp: time, sequence, data });
  if (new TextEncoder().encode(body).length <= MAX_BYTES) return body;
  const plain = Object.entries(data).filter(([, value]) => isShort(value));
  return JSON.stringify({
    type,
    timestamp: time,
    sequence,
    truncated: true,
    data: Object.fromEntries(plain),
  });
}

const isShort = (value: unknown): boolean =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && value.length <= 200);
