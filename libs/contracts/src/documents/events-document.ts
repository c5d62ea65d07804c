import { eventsOf, type EventDefinition } from '../define-event.js';
import { topics, type Topic } from '../topic.js';
import { listeners, type Listener } from './listeners.js';

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

const INTRODUCTION = `<!-- Generated from libs/contracts by \`npm run docs\`; edit the classes there, not this file. -->

# Events

Every fact a service tells the others, with its envelope (CloudEvents 1.0) around it. Key and order: one tenant's aggregate.
Schemas: \`libs/contracts/schemas/\`. For subscribers: \`deploy/kafka/asyncapi.yaml\`. A whole example of each:
\`libs/contracts/fixtures/\`. Every service also listens to \`TenantOpened\`.
`;

/** `docs/events.md`: the first hop of "what happens when …". */
export function eventsDocument(): string {
  const rows = listeners();
  return [INTRODUCTION, index(), ...Object.values(topics).map((topic) => topicSection(topic, rows))].join(
    '\n',
  );
}

const index = (): string =>
  [
    '| event | when |',
    '|---|---|',
    ...Object.values(topics)
      .flatMap((topic) => eventsOf(topic))
      .map(({ name, when }) => `| [${name}](#${name.toLowerCase()}) | ${when} |`),
    '',
  ].join('\n');

const topicSection = (topic: Topic, rows: readonly Listener[]): string =>
  [
    `## ${topic.name}`,
    '',
    `${topic.about} Producer: \`${topic.producer}\`. ${topic.partitions} partitions, ${topic.retentionDays} days.`,
    '',
    ...eventsOf(topic).map((event) => eventSection(event, rows)),
  ].join('\n');

const eventSection = (event: EventDefinition<object>, rows: readonly Listener[]): string =>
  [
    `### ${event.name}`,
    '',
    event.when,
    '',
    `- Type: \`${event.type}\`, schema ${schemaLink(event)}`,
    `- Producer: \`${event.topic.producer}\``,
    `- Listeners: ${listenersOf(event, rows)}`,
    '',
    '| field | type | |',
    '|---|---|---|',
    ...fieldRows(event.schema(), ''),
    '',
  ].join('\n');

function schemaLink(event: EventDefinition<object>): string {
  const place = event.schemaId.split('/').slice(-2).join('/');
  return `[${place}](../libs/contracts/schemas/${place})`;
}

function listenersOf(event: EventDefinition<object>, rows: readonly Listener[]): string {
  const found = rows.filter(({ events }) => events.some(({ type }) => type === event.type));
  if (found.length === 0) return 'none inside the product; subscribers may';
  return found.map(({ group, file }) => `[\`${group}\`](../${file})`).join(', ');
}

function fieldRows(schema: Schema, prefix: string): readonly string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const optional = schema.required?.includes(name) ? '' : '?';
    const row = `| \`${prefix}${name}\`${optional} | ${typeOf(field)} | ${field.description ?? ''} |`;
    const nested = field.items ?? field;
    return [row, ...fieldRows(nested, `${prefix}${name}${field.items ? '[]' : ''}.`)];
  });
}

function typeOf(field: Schema): string {
  if (field.type === 'array') return `list of ${field.items ? typeOf(field.items) : 'anything'}`;
  if (field.format === 'date-time') return 'time';
  if (field.format === 'uuid') return 'id';
  return field.type ?? 'anything';
}
