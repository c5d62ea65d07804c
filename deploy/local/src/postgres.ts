import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Advice, messageOf } from './advice.js';
import { reasonIn, runCommand } from './command.js';
import { isAlive, launch, logFile, type Running } from './managed-process.js';
import { cacheFolder, isRoot, type StackFolders } from './paths.js';
import { postgresBinaries } from './postgres-binaries.js';

export interface PostgresOptions {
  readonly port: number;
  /** Tests trade durability for speed; a stack whose data survives does not. */
  readonly durable: boolean;
  readonly password: string;
}

interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

export const postgresUrl = (options: PostgresOptions): string =>
  `postgres://postgres:${options.password}@127.0.0.1:${options.port}/postgres`;

/** Starts the embedded PostgreSQL (creating its cluster the first time) and returns once it answers. */
export async function startPostgres(folders: StackFolders, options: PostgresOptions): Promise<Running> {
  const binaries = await postgresBinaries();
  const account = await unprivilegedAccount();
  if (!existsSync(join(folders.postgres, 'PG_VERSION'))) {
    await createCluster(binaries, folders.postgres, options.password, account);
  }
  const running = launch(folders, {
    name: 'postgres',
    command: join(binaries, 'bin/postgres'),
    args: ['-D', folders.postgres, '-p', String(options.port), ...serverFlags(options)],
    env: { ...process.env, LC_MESSAGES: 'C' },
    marker: folders.postgres,
    ...account,
  });
  await untilReady(running, options, logFile(folders, 'postgres'));
  return running;
}

function serverFlags(options: PostgresOptions): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=300',
    'shared_buffers=256MB',
    'max_wal_size=2GB',
    'timezone=UTC',
  ];
  const fast = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];
  return [...settings, ...(options.durable ? [] : fast)].flatMap((setting) => ['-c', setting]);
}

/** PostgreSQL refuses to run as root: the postgres user of the system, or nobody where there is none. */
async function unprivilegedAccount(): Promise<Account> {
  if (!isRoot) return {};
  for (const name of ['postgres', 'nobody']) {
    const uid = await runCommand('id', ['-u', name]);
    const gid = await runCommand('id', ['-g', name]);
    if (uid.code === 0 && gid.code === 0) return { uid: Number(uid.output), gid: Number(gid.output) };
  }
  throw new Advice('PostgreSQL cannot run as root: run "useradd --system postgres", then start again');
}

async function createCluster(
  binaries: string,
  data: string,
  password: string,
  account: Account,
): Promise<void> {
  rmSync(data, { recursive: true, force: true }); // what an interrupted first start left
  mkdirSync(dirname(data), { recursive: true, mode: 0o755 });
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = join(isRoot ? cacheFolder() : dirname(data), `pgpass.${process.pid}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  for (const path of [data, passwordFile]) {
    if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
  }
  const flags = ['--username=postgres', '--auth=scram-sha-256', '--no-sync', '--encoding=UTF8', '--locale=C'];
  const args = [`--pgdata=${data}`, `--pwfile=${passwordFile}`, ...flags];
  const made = await runCommand(join(binaries, 'bin/initdb'), args, { ...account, cwd: '/' });
  rmSync(passwordFile, { force: true });
  if (made.code !== 0) throw new Advice(`PostgreSQL's initdb failed: ${reasonIn(made.output)}`);
}

async function untilReady(running: Running, options: PostgresOptions, log: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const problem = await canConnect(postgresUrl(options));
    if (problem === undefined) return;
    if (!isAlive(running)) throw new Advice(`PostgreSQL stopped while starting: see ${log}`);
    if (Date.now() > deadline)
      throw new Advice(`PostgreSQL is not ready after 60 s (${problem}): see ${log}`);
    await pause(50);
  }
}

/** Undefined when it answers, else why not. */
export async function canConnect(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return undefined;
  } catch (error) {
    return messageOf(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}
