import { eventTypes, validateEnvelope, type EventEnvelope } from '@cartrail/contracts';

export type Decoded =
  | { readonly kind: 'event'; readonly event: EventEnvelope }
  | { readonly kind: 'unknown-type'; readonly type: string }
  | { readonly kind: 'poison'; readonly reason: string };

/** Bytes to an event that keeps its contract. Reasons name fields, never values. */
export function decode(value: Buffer | null): Decoded {
  if (value === null) return { kind: 'poison', reason: 'undecodable: no value' };
  let parsed: unknown;
  try {
    parsed = JSON.parse(value.toString('utf8'));
  } catch {
    return { kind: 'poison', reason: 'undecodable: not JSON' };
  }
  const broken = validateEnvelope(parsed);
  if (broken) return { kind: 'poison', reason: `invalid envelope: ${describe(broken)}` };
  const event = parsed as EventEnvelope;
  const definition = eventTypes.get(event.type);
  if (!definition) return { kind: 'unknown-type', type: event.type };
  const problems = definition.validate(event.data);
  return problems ? { kind: 'poison', reason: `invalid: ${describe(problems)}` } : { kind: 'event', event };
}

const describe = (problems: readonly { readonly pointer: string; readonly message: string }[]): string =>
  problems
    .slice(0, 5)
    .map(({ pointer, message }) => `${pointer || '/'} ${message}`)
    .join('; ');
