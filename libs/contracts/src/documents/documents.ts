import { join } from 'node:path';
import { eventTypes, type EventDefinition } from '../define-event.js';
import type { Schemas } from '../compatibility/release-check.js';
import { releasedFolder, releasedSchemas } from '../compatibility/released.js';
import { asyncapiDocument } from './asyncapi-document.js';
import { eventsDocument } from './events-document.js';
import { readFixtures } from './fixtures.js';
import { topicsDocument } from './topics-document.js';

const VERSION = '0.1.0';

/** `tracking.waybill.scan-recorded/1.0`, of the schema's id. */
export const placeOf = (event: EventDefinition<object>): string =>
  event.schemaId
    .split('/')
    .slice(-2)
    .join('/')
    .replace(/\.json$/, '');

export const currentSchemas = (): Schemas =>
  new Map(
    [...eventTypes.values()].map((event) => [placeOf(event), event.schema() as Record<string, unknown>]),
  );

/** Everything that is generated from the contracts, by its path in the repository. */
export function documents(root: string): ReadonlyMap<string, string> {
  const released = releasedSchemas(join(root, releasedFolder));
  const schemas = [...released, ...currentSchemas()].map(
    ([place, schema]) => [schemaFile(place), pretty(schema)] as const,
  );
  return new Map([
    ...schemas,
    [
      'deploy/kafka/asyncapi.yaml',
      asyncapiDocument(VERSION, readFixtures(join(root, 'libs/contracts/fixtures'))),
    ],
    ['deploy/kafka/topics.yaml', topicsDocument()],
    ['docs/events.md', eventsDocument()],
  ]);
}

export const schemaFolder = 'libs/contracts/schemas';
const schemaFile = (place: string): string => `${schemaFolder}/${place}.json`;

export const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
