import type { EventEnvelope } from './envelope.js';
import { compileLazily, schemaOf, type DataClass, type Violation } from './schema.js';
import type { Topic } from './topic.js';

export interface EventDefinition<D extends object> {
  /** On the wire: `cn.cartrail.tracking.waybill.scan-recorded.v1`. */
  readonly type: string;
  /** In code and documents: `ScanRecorded`. */
  readonly name: string;
  readonly topic: Topic;
  /** The kind of aggregate whose sequence it belongs to. */
  readonly aggregate: string;
  readonly data: DataClass<D>;
  /** One sentence: when it is published. */
  readonly when: string;
  /** Minor version of the schema inside its major. */
  readonly minor: number;
  readonly schemaId: string;
  readonly schema: () => object;
  /** Undefined when the data keeps the contract. */
  readonly validate: (data: unknown) => readonly Violation[] | undefined;
}

/** The envelope of a defined event. */
export type EventOf<E> = E extends EventDefinition<infer D> ? EventEnvelope<D> : never;

const TYPE = /^cn\.cartrail\.([a-z]+)\.([a-z-]+)\.([a-z-]+)\.v(\d+)$/;

const registry = new Map<string, EventDefinition<object>>();

/** Every event type by its wire name. */
export const eventTypes: ReadonlyMap<string, EventDefinition<object>> = registry;

export const eventsOf = (topic: Topic): readonly EventDefinition<object>[] =>
  [...registry.values()].filter((event) => event.topic.name === topic.name);

export function defineEvent<D extends object>(given: {
  readonly type: string;
  readonly topic: Topic;
  readonly aggregate: string;
  readonly data: DataClass<D>;
  readonly when: string;
  readonly minor?: number;
}): EventDefinition<D> {
  const match = TYPE.exec(given.type);
  if (!match)
    throw new Error(`event type ${given.type} is not cn.cartrail.<domain>.<entity>.<past-kebab>.v<major>`);
  if (registry.has(given.type)) throw new Error(`event type ${given.type} is defined twice`);
  const [, domain = '', entity = '', event = '', major = '1'] = match;
  const minor = given.minor ?? 0;
  const schemaId = `https://schemas.cartrail.example/${domain}.${entity}.${event}/${major}.${minor}.json`;
  const name = given.data.name.replace(/Data$/, '');
  const schema = () => ({
    $id: schemaId,
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: name,
    ...schemaOf(given.data),
  });
  const definition: EventDefinition<D> = {
    ...given,
    name,
    minor,
    schemaId,
    schema,
    validate: compileLazily(schema),
  };
  registry.set(given.type, definition);
  return definition;
}
