import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where a data folder keeps its database when it cannot hold it itself. Named by a random id that the data folder
 * remembers: a new clone at an old path must not meet the old database.
 */
export function clusterFolder(parent: string, data: string): string {
  const file = join(data, 'instance');
  if (!existsSync(file)) {
    sweep(parent);
    writeFileSync(file, `${createHash('sha256').update(data).digest('hex').slice(0, 12)}-${randomUUID()}`);
  }
  const folder = join(parent, readFileSync(file, 'utf8').trim());
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  writeFileSync(join(folder, 'owner'), data);
  return folder;
}

/** Databases whose checkout was deleted or reset have no owner any more. */
function sweep(parent: string): void {
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name);
    if (!isOwned(folder, name) && !existsSync(join(folder, 'data/postmaster.pid'))) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function isOwned(folder: string, name: string): boolean {
  const owner = join(folder, 'owner');
  if (!existsSync(owner)) return false;
  const instance = join(readFileSync(owner, 'utf8'), 'instance');
  return existsSync(instance) && readFileSync(instance, 'utf8').trim() === name;
}
