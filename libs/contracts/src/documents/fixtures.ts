import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventDefinition } from '../define-event.js';
import type { EventEnvelope } from '../envelope.js';

/** `tracking/scan-recorded.v1.json`, below `fixtures/`. */
export function fixturePlace(event: EventDefinition<object>): string {
  const [, , domain = '', , , major = ''] = event.type.split('.');
  const kebab = event.name.replace(/(?<=.)[A-Z]/g, '-$&').toLowerCase();
  return `${domain}/${kebab}.${major}.json`;
}

/** Every frozen envelope by its path below `fixtures/`. */
export function readFixtures(folder: string): ReadonlyMap<string, EventEnvelope<object>> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.json'),
  );
  return new Map(
    files
      .sort()
      .map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8')) as EventEnvelope<object>]),
  );
}
