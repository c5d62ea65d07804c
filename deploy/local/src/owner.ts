import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Advice } from './advice.js';
import { isAlive } from './managed-process.js';
import type { StackFolders } from './paths.js';
import { processNames, runningProcesses, stopAll } from './stopping.js';

/** Who runs the stack: a launcher in the foreground, or nobody once `up` has returned. */
export interface Owner {
  readonly pid: number;
  readonly mode: 'start' | 'up' | 'test';
  readonly ready: boolean;
}

const ownerFile = (folders: StackFolders): string => join(folders.run, 'owner.json');

export function readOwner(folders: StackFolders): Owner | undefined {
  const file = ownerFile(folders);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

export function writeOwner(folders: StackFolders, owner: Omit<Owner, 'pid'>): void {
  writeFileSync(ownerFile(folders), JSON.stringify({ ...owner, pid: process.pid }));
}

export function dropOwner(folders: StackFolders): void {
  rmSync(ownerFile(folders), { force: true });
  rmSync(join(folders.data, 'stack.json'), { force: true }); // nobody is to find a stack that is gone
}

export const launcherIsAlive = (owner: Owner): boolean =>
  owner.pid !== process.pid && isAlive({ name: 'launcher', pid: owner.pid, marker: 'deploy/local/' });

export type Finding = 'nothing' | 'up';

/** Looks at what an earlier run left: refuses while it is in use, clears away what a crash left behind. */
export async function settleLeftovers(folders: StackFolders): Promise<Finding> {
  const owner = readOwner(folders);
  if (owner !== undefined && launcherIsAlive(owner)) {
    throw new Advice(
      `this checkout's stack is already running (pid ${owner.pid}): stop it with "npm run down"`,
    );
  }
  const running = runningProcesses(folders);
  if (owner?.mode === 'up' && owner.ready && isWhole(running.map(({ name }) => name))) return 'up';
  if (running.length > 0) {
    console.log(
      `  stopping what an earlier run left: ${running.map(({ name, pid }) => `${name} (${pid})`).join(', ')}`,
    );
    await stopAll(folders);
  }
  dropOwner(folders);
  return 'nothing';
}

/** Kafka or PostgreSQL may be someone else's; the applications are always ours. */
const isWhole = (names: readonly string[]): boolean =>
  processNames
    .filter((name) => name !== 'kafka' && name !== 'postgres')
    .every((name) => names.includes(name));
