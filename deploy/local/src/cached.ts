import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Fills a folder once. The work happens beside it and one rename publishes it, so an interrupted download is
 * never taken for a finished one and two clones that fill it at once do not meet.
 */
export async function cachedFolder(folder: string, fill: (work: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return folder;
  const work = `${folder}.${process.pid}.part`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true, mode: 0o755 });
  mkdirSync(work, { mode: 0o755 });
  try {
    await fill(work);
    if (!existsSync(folder)) renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}
