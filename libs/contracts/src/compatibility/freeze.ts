import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import '../index.js';
import { currentSchemas, pretty } from '../documents/documents.js';
import { readFixtures } from '../documents/fixtures.js';
import { releaseProblems } from './release-check.js';
import { digestOf, releasedFixtures, releasedFolder, releasedSchemas } from './released.js';

/** `npm run release` in this package: from now on these schemas and fixtures are promises. */
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const folder = join(root, releasedFolder);
const released = releasedSchemas(folder);
const problems = releaseProblems(released, currentSchemas());
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exit(1);
}
for (const [place, schema] of currentSchemas()) {
  if (!released.has(place)) write(join(folder, `${place}.json`), pretty(schema));
}
const fixtures = join(root, 'libs/contracts/fixtures');
const digests = [...readFixtures(fixtures).keys()].map((file) => [
  file,
  digestOf(readFileSync(join(fixtures, file))),
]);
write(
  join(folder, 'fixtures.json'),
  pretty({ ...(Object.fromEntries(digests) as Record<string, string>), ...releasedFixtures(folder) }),
);

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
