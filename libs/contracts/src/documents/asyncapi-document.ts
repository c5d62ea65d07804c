import { stringify } from 'yaml';
import { eventsOf, type EventDefinition } from '../define-event.js';
import { envelopeSchema, type EventEnvelope } from '../envelope.js';
import { deadLetterTopics, topics, type Topic } from '../topic.js';
import { fixturePlace } from './fixtures.js';
import { HEADER } from './header.js';

type Fixtures = ReadonlyMap<string, EventEnvelope<object>>;

const DESCRIPTION = [
  'At least once, ordered per key (`<tenant>:<aggregate id>`), CloudEvents 1.0 in structured mode.',
  'Drop an event whose `sequence` you have seen for its `source`; ignore fields and types you do not know;',
  'lists of values may grow. Schemas are open and, inside a major version, only gain optional fields.',
].join('\n');

/** `deploy/kafka/asyncapi.yaml`: AsyncAPI 3, complete in one file, with the frozen fixtures as examples. */
export function asyncapiDocument(version: string, fixtures: Fixtures): string {
  const eventTopics = Object.values(topics);
  const events = eventTopics.flatMap((topic) => eventsOf(topic));
  const document = {
    asyncapi: '3.0.0',
    info: { title: 'Cartrail events', version, description: DESCRIPTION, license: { name: 'Apache-2.0' } },
    defaultContentType: 'application/cloudevents+json',
    channels: named([...eventTopics, ...deadLetterTopics], ({ name }) => channelId(name), channel),
    operations: named(eventTopics, ({ name }) => `publish-${channelId(name)}`, operation),
    components: {
      messages: {
        ...named(
          events,
          ({ name }) => name,
          (event) => message(event, fixtures),
        ),
        DeadLetter: deadLetter,
      },
      schemas: { Envelope: embedded(envelopeSchema), ...named(events, ({ name }) => name, dataSchema) },
    },
  };
  return HEADER + stringify(document, { aliasDuplicateObjects: false, lineWidth: 110 });
}

const channelId = (topic: string): string => topic.replaceAll('.', '-');

const messagesOf = (topic: Topic): readonly string[] =>
  topic.kind === 'dlq' ? ['DeadLetter'] : eventsOf(topic).map(({ name }) => name);

const channel = (topic: Topic) => ({
  address: topic.name,
  description: topic.about,
  messages: named(
    messagesOf(topic),
    (name) => name,
    (name) => ({ $ref: `#/components/messages/${name}` }),
  ),
  bindings: {
    kafka: {
      topic: topic.name,
      partitions: topic.partitions,
      replicas: 3,
      topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': topic.retentionDays * 86_400_000 },
    },
  },
});

const operation = (topic: Topic) => ({
  action: 'send',
  title: `${topic.producer} publishes`,
  channel: { $ref: `#/channels/${channelId(topic.name)}` },
});

const headers = {
  type: 'object',
  required: ['content-type', 'ce_type', 'ce_id'],
  properties: {
    'content-type': { const: 'application/cloudevents+json; charset=UTF-8' },
    ce_type: { type: 'string' },
    ce_id: { type: 'string', format: 'uuid' },
    traceparent: { type: 'string' },
  },
};

const key = { kafka: { key: { type: 'string', description: '<tenant>:<aggregate id>' } } };

function message(event: EventDefinition<object>, fixtures: Fixtures) {
  const fixture = fixtures.get(fixturePlace(event));
  return {
    name: event.type,
    title: event.name,
    summary: event.when,
    contentType: 'application/cloudevents+json',
    headers,
    payload: {
      allOf: [
        { $ref: '#/components/schemas/Envelope' },
        {
          type: 'object',
          properties: { type: { const: event.type }, data: { $ref: `#/components/schemas/${event.name}` } },
        },
      ],
    },
    bindings: key,
    ...(fixture ? { examples: [{ name: event.name, payload: fixture }] } : {}),
  };
}

const deadLetter = {
  name: 'dead-letter',
  title: 'DeadLetter',
  summary:
    'An event that could not be handled, as text under its own key; of one that is too large, the beginning. Its bytes are kept where it is parked.',
  headers: {
    type: 'object',
    required: ['dlq-reason', 'dlq-source', 'dlq-attempts'],
    properties: {
      ...headers.properties,
      'dlq-reason': { type: 'string', description: 'Names fields, never values.' },
      'dlq-source': { type: 'string', description: 'topic/partition/offset' },
      'dlq-attempts': { type: 'string' },
    },
  },
  payload: { description: 'Anything, also what is not JSON.' },
  bindings: key,
};

const dataSchema = (event: EventDefinition<object>) => embedded(event.schema());

/** Inside the document a schema is found by its place, and an `$id` would move the base of its references. */
function embedded(schema: object): object {
  const keywords = Object.entries(schema).filter(([keyword]) => keyword !== '$id' && keyword !== '$schema');
  return Object.fromEntries(keywords);
}

const named = <T, V>(
  items: readonly T[],
  name: (item: T) => string,
  value: (item: T) => V,
): Record<string, V> => Object.fromEntries(items.map((item) => [name(item), value(item)]));
