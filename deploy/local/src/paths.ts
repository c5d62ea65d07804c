import { mkdirSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clusterFolder } from './cluster-folder.js';

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
    ? join(clusterFolder(join(cacheFolder(), 'clusters'), data), 'data')
    : join(data, 'postgres');
  return { ...folders, postgres };
}
