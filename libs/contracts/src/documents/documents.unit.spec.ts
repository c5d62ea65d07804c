import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { eventTypes, validateEnvelope } from '../index.js';
import { digestOf, releasedFixtures, releasedFolder, releasedSchemas } from '../compatibility/released.js';
import { releaseProblems } from '../compatibility/release-check.js';
import { currentSchemas, documents, schemaFolder } from './documents.js';
import { fixturePlace, readFixtures } from './fixtures.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const fixtureFolder = join(root, 'libs/contracts/fixtures');

describe('what is generated from the contracts', () => {
  it.each([...documents(root)])('%s is committed as generated (else: npm run docs)', (path, content) => {
    expect(existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : 'absent').toBe(content);
  });

  it('leaves no schema behind that nothing generates', () => {
    const files = readdirSync(join(root, schemaFolder), { recursive: true, encoding: 'utf8' });
    const stray = files.filter(
      (file) => file.endsWith('.json') && !documents(root).has(`${schemaFolder}/${file}`),
    );
    expect(stray).toEqual([]);
  });
});

describe('frozen fixtures', () => {
  const fixtures = readFixtures(fixtureFolder);

  it.each([...fixtures])('%s can still be read', (_, event) => {
    expect(validateEnvelope(event)).toBeUndefined();
    expect(eventTypes.get(event.type)?.validate(event.data)).toBeUndefined();
    expect(event.partitionkey).toBe(`${event.tenantid}:${event.source.split('/').at(-1) ?? ''}`);
  });

  it.each([...eventTypes.values()].map((event) => [event.name, event] as const))(
    'has one for %s',
    (_, event) => {
      expect(fixtures.get(fixturePlace(event))?.type).toBe(event.type);
    },
  );

  it('are never edited after their release', () => {
    for (const [file, digest] of Object.entries(releasedFixtures(join(root, releasedFolder)))) {
      expect([file, digestOf(readFileSync(join(fixtureFolder, file)))]).toEqual([file, digest]);
    }
  });
});

describe('released schemas', () => {
  it('get on with the current ones (else: a new optional field with the next minor, or a new type)', () => {
    expect(releaseProblems(releasedSchemas(join(root, releasedFolder)), currentSchemas())).toEqual([]);
  });
});
