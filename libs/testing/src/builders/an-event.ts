import type { EventDefinition, EventEnvelope } from '@cartrail/contracts';
import { newId, toIso, type Instant } from '@cartrail/kernel';

export const TENANT = 'demo01';
/** Monday, 23 November 2026, 10:00 in Shanghai: where {@link FakeClock} starts. */
export const TEST_MORNING: Instant = Date.UTC(2026, 10, 23, 2, 0, 0);

/** What a builder's caller may say about the envelope. */
export interface About {
  readonly id?: string;
  readonly tenantId?: string;
  /** Left out: the next of its aggregate in this suite. */
  readonly sequence?: number;
  readonly occurredAt?: Instant;
  readonly correlationId?: string;
}

const sequences = new Map<string, number>();

/** A valid envelope around valid data; data that breaks its contract is the test's own mistake and throws. */
export function anEvent<D extends object>(
  definition: EventDefinition<D>,
  aggregateId: string,
  data: D,
  about: About = {},
): EventEnvelope<D> {
  const problems = definition.validate(data);
  if (problems) throw new Error(`${definition.name}: ${JSON.stringify(problems)}`);
  const tenantId = about.tenantId ?? TENANT;
  const source = `/${tenantId}/${definition.topic.producer}/${definition.aggregate}/${aggregateId}`;
  const sequence = about.sequence ?? (sequences.get(source) ?? 0) + 1;
  sequences.set(source, sequence);
  const id = about.id ?? newId();
  const time = toIso(about.occurredAt ?? TEST_MORNING);
  return {
    specversion: '1.0',
    id,
    source,
    type: definition.type,
    time,
    recordedtime: time,
    datacontenttype: 'application/json',
    dataschema: definition.schemaId,
    partitionkey: `${tenantId}:${aggregateId}`,
    sequence: String(sequence).padStart(20, '0'),
    tenantid: tenantId,
    correlationid: about.correlationId ?? id,
    causationid: id,
    data,
  };
}
