import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
export const isRoot = userInfo().uid === 0;

/** Shared by every clone of this user; root's is one that the postgres user can enter. */
export function cacheFolder(): string {
  const own = isRoot ? '/var/cache' : (process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'));
  const folder = process.env.CARTRAIL_CACHE ?? join(own, 'cartrail');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}

export interface StackFolders {
  readonly data: string;
  readonly logs: string;
  readonly run: string;
  readonly kafka: string;
  readonly postgres: string;
}

/** Root's database lives in the cache folder, as its parent folders must let the postgres user through. */
export function stackFolders(data: string): StackFolders {
  const folders = { data, logs: join(data, 'logs'), run: join(data, 'run'), kafka: join(data, 'kafka') };
  for (const folder of [data, folders.logs, folders.run]) mkdirSync(folder, { recursive: true });
  const postgres = isRoot
    ? join(cacheFolder(), 'clusters', clusterName(data), 'data')
    : join(data, 'postgres');
  return { ...folders, postgres };
}

/** Named by a random id kept in the data folder: a new clone at an old path must not meet the old database. */
function clusterName(data: string): string {
  const file = join(data, 'instance');
  if (!existsSync(file)) writeFileSync(file, randomUUID());
  const place = createHash('sha256').update(data).digest('hex').slice(0, 12);
  return `${place}-${readFileSync(file, 'utf8').trim().slice(0, 8)}`;
}
