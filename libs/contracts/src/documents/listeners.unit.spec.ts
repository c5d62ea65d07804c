import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import '../index.js';
import { listeners } from './listeners.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const handled = (source: string): string[] =>
  [...source.matchAll(/@On\((\w+)\)/g)].map(([, name]) => name ?? '').sort();

describe('the table of listeners', () => {
  it.each(listeners().map((row) => [`${row.group}, ${row.file}`, row] as const))(
    '%s handles what it says',
    (_, row) => {
      const file = join(root, row.file);
      const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
      expect(handled(source)).toEqual(row.events.map(({ name }) => name).sort());
    },
  );

  it('knows every consumer there is', () => {
    const files = readdirSync(join(root, 'apps'), { encoding: 'utf8' }).flatMap((app) => {
      const folder = `apps/${app}/src/inbound/kafka`;
      if (!existsSync(join(root, folder))) return [];
      return readdirSync(join(root, folder), { encoding: 'utf8' })
        .filter((file) => file.endsWith('.consumer.ts'))
        .map((file) => `${folder}/${file}`);
    });
    const known = new Set(listeners().map(({ file }) => file));
    expect(files.filter((file) => !known.has(file))).toEqual([]);
  });
});
