import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Schemas } from './release-check.js';

/** Path below `fixtures/` → SHA-256 of the bytes that were released. */
export type Digests = Readonly<Record<string, string>>;

export const releasedFolder = 'libs/contracts/released';

export function releasedSchemas(folder: string): Schemas {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.includes('/'),
  );
  return new Map(
    files
      .sort()
      .map((file) => [
        file.replace(/\.json$/, ''),
        JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>,
      ]),
  );
}

export function releasedFixtures(folder: string): Digests {
  const file = join(folder, 'fixtures.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Digests) : {};
}

export const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
