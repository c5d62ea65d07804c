import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '@cartrail/testing';
import pg from 'pg';

const root = resolve(fileURLToPath(import.meta.url), '../../../../..');
const launcher = join(root, 'deploy/local/dist/main.js');
const OFFSETS = [0, 1, 2, 3, 4, 5, 20, 30, 31, 40];

export const serviceNames = ['gateway', 'order-sync', 'tracking', 'returns', 'e-sign', 'notify'] as const;
export type ServiceName = (typeof serviceNames)[number];
type ProcessName = ServiceName | 'simulators' | 'kafka' | 'postgres';
export const processNames: readonly ProcessName[] = [...serviceNames, 'simulators', 'kafka', 'postgres'];

/**
 * What differs from the launcher's demo: the services' own cadence, no limit on the one key all reads use, and the past of
 * a shop is read when it is asked for, as fast as it can be.
 */
export const settings = {
  POLL_INTERVAL_MS: '60000',
  SWEEP_INTERVAL_MS: '60000',
  RATE_LIMIT_PER_MINUTE: '100000000',
  BACKFILL_DAYS: '0',
  BACKFILL_CALLS_PER_SECOND: '1000',
} as const;

const HALT_MS = 10_000;

interface StackFile {
  readonly gatewayUrl: string;
  readonly simulatorsUrl: string;
  readonly brokers: string[];
  readonly adminUrl: string;
  readonly services: Readonly<Record<ServiceName, string>>;
}

/** A whole product in a folder and on ports of its own, started by the launcher and gone afterwards. */
export class OwnStack {
  private readonly paused = new Set<ServiceName>();

  private constructor(
    private readonly env: NodeJS.ProcessEnv,
    readonly addresses: StackFile,
    readonly bootstrapToken: string,
    readonly pids: Readonly<Record<ProcessName, number>>,
  ) {}

  static async start(onFolder: (stop: () => Promise<void>) => void): Promise<OwnStack> {
    const data = await mkdtemp(join(tmpdir(), 'cartrail-bench-'));
    const env: NodeJS.ProcessEnv = { ...process.env, ...settings, CARTRAIL_DATA: data };
    env.CARTRAIL_PORT_BASE = String(await freeBase());
    for (const name of ['DATABASE_URL', 'KAFKA_BROKERS', 'TOPIC_PREFIX', 'FAILPOINTS'])
      Reflect.deleteProperty(env, name);
    onFolder(() => launch(env, 'reset'));
    await launch(env, 'up');
    const read = async (file: string): Promise<unknown> =>
      JSON.parse(await readFile(join(data, file), 'utf8'));
    const addresses = (await read('stack.json')) as StackFile;
    const { bootstrapToken } = (await read('secrets.json')) as { bootstrapToken: string };
    const pids = await Promise.all(
      processNames.map(async (name) => [name, ((await read(`run/${name}.json`)) as { pid: number }).pid]),
    );
    return new OwnStack(
      env,
      addresses,
      bootstrapToken,
      Object.fromEntries(pids) as Record<ProcessName, number>,
    );
  }

  databaseUrl(service: ServiceName | 'admin'): string {
    if (service === 'admin') return this.addresses.adminUrl;
    const url = new URL(this.addresses.adminUrl);
    url.pathname = `/cartrail_${service.replaceAll('-', '_')}`;
    return url.toString();
  }

  /** The end of its log: the folder is gone when somebody asks why a service ended. */
  lastWords(service: ServiceName): string {
    return readFileSync(this.logOf(service), 'utf8').slice(-1_000);
  }

  logOf(name: ProcessName): string {
    return join(this.env.CARTRAIL_DATA ?? '', 'logs', `${name}.log`);
  }

  /** Halts the other services, so that a figure has one service's work behind it. */
  async only(...kept: readonly ServiceName[]): Promise<void> {
    for (const name of serviceNames) {
      if (kept.includes(name) === !this.paused.has(name)) continue;
      if (kept.includes(name)) this.resume(name);
      else await this.halt(name);
    }
  }

  private resume(name: ServiceName): void {
    process.kill(this.pids[name], 'SIGCONT');
    this.paused.delete(name);
  }

  /** Where it holds no transaction: beside an open one the server keeps what others have deleted, and reads it again. */
  private async halt(name: ServiceName): Promise<void> {
    this.pause(name); // at once, before it finds more to do
    const admin = new pg.Client({ connectionString: this.addresses.adminUrl });
    await admin.connect();
    try {
      await waitUntil(async () => {
        this.pause(name);
        if (!(await holdsTransaction(admin, name))) return undefined;
        this.resume(name);
        return `${name} to end its transaction`;
      }, HALT_MS);
    } finally {
      await admin.end();
    }
  }

  private pause(name: ServiceName): void {
    process.kill(this.pids[name], 'SIGSTOP');
    this.paused.add(name);
  }

  async stop(): Promise<void> {
    for (const name of this.paused) this.resume(name);
    await launch(this.env, 'reset');
  }
}

/** Of any of its sessions: their names begin with the service's. */
async function holdsTransaction(admin: pg.Client, name: ServiceName): Promise<boolean> {
  const { rows } = await admin.query(
    'SELECT 1 FROM pg_stat_activity WHERE starts_with(application_name, $1) AND xact_start IS NOT NULL LIMIT 1',
    [name],
  );
  return rows.length > 0;
}

function launch(env: NodeJS.ProcessEnv, command: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [launcher, command], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString('utf8')));
    child.stderr.on('data', (data: Buffer) => (said += data.toString('utf8')));
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done();
      else fail(new Error(`the launcher's "${command}" ended with ${String(code)}: ${said.slice(-1_000)}`));
    });
  });
}

async function freeBase(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const base = 28_000 + 50 * Math.floor(Math.random() * 80);
    const free = await Promise.all(OFFSETS.map((offset) => isFree(base + offset)));
    if (free.every(Boolean)) return base;
  }
  throw new Error('no free ports between 28000 and 32000');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const server = createServer();
    server.once('error', () => {
      answer(false);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => {
        answer(true);
      });
    });
  });
}
