import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Advice } from './advice.js';
import { dropOwner, launcherIsAlive, readOwner } from './owner.js';
import { isAlive, stopProcess } from './managed-process.js';
import { isRoot } from './paths.js';
import type { Stack } from './stack.js';
import { stopAll } from './stopping.js';

/** Stops the stack, whoever started it: a launcher in another terminal is asked to do it itself. */
export async function down({ folders }: Stack): Promise<void> {
  const owner = readOwner(folders);
  if (owner !== undefined && launcherIsAlive(owner)) {
    const launcher = { name: 'launcher', pid: owner.pid, marker: 'deploy/local/' };
    await stopProcess(launcher, 'SIGTERM', 30_000);
    if (isAlive(launcher)) console.log(`the launcher (pid ${owner.pid}) does not end`);
  }
  const stopped = await stopAll(folders);
  dropOwner(folders);
  console.log(stopped > 0 || owner !== undefined ? 'stopped' : 'nothing was running');
}

/**
 * Stops the stack and forgets its data: the next start is a first start. Downloads stay in the cache. The data of a
 * server of one's own would stay too, and the keys to it would be gone.
 */
export async function reset(stack: Stack): Promise<void> {
  if (stack.settings.databaseUrl !== undefined) {
    throw new Advice(
      "reset leaves a server of your own alone: drop the cartrail_* databases at DATABASE_URL's server, then run it with DATABASE_URL unset",
    );
  }
  await down(stack);
  const { folders } = stack;
  rmSync(isRoot ? dirname(folders.postgres) : folders.postgres, { recursive: true, force: true });
  rmSync(folders.data, { recursive: true, force: true });
  console.log('data removed');
}
