import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

/** A whole stack as a person starts it: its own Kafka and PostgreSQL, its own ports and data. */
export class RunningStack {
  private constructor(
    private readonly env: NodeJS.ProcessEnv,
    readonly data: string,
  ) {}

  /** `settings`: of the services, beside what the launcher gives them. */
  static async up(settings: Readonly<Record<string, string>> = {}): Promise<RunningStack> {
    const data = await mkdtemp(join(tmpdir(), 'cartrail-e2e-'));
    const base = await freeBase();
    const own = {
      KAFKA_BROKERS: undefined,
      DATABASE_URL: undefined,
      CARTRAIL_DATA: data,
      CARTRAIL_PORT_BASE: String(base),
    };
    const stack = new RunningStack({ ...process.env, ...settings, ...own }, data);
    const { code, output } = await stack.run('deploy/local/dist/main.js', 'up');
    if (code !== 0) throw new Error(`the stack did not start:\n${output}`);
    return stack;
  }

  /** Runs one of the repository's programs against this stack. */
  run(program: string, ...args: string[]): Promise<Finished> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [program, ...args], {
        env: this.env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      const keep = (part: Buffer): void => {
        output += part.toString('utf8');
      };
      child.stdout.on('data', keep);
      child.stderr.on('data', keep);
      child.on('close', (code) => {
        resolve({ code, output });
      });
    });
  }

  /** What the services said that was not about an ordinary day; the last of it, each line with its service. */
  async complaints(): Promise<readonly string[]> {
    const logs = join(this.data, 'logs');
    const names = (await readdir(logs)).filter((name) => !INFRASTRUCTURE.has(name));
    const lines = await Promise.all(
      names.map(async (name) =>
        (await readFile(join(logs, name), 'utf8'))
          .split('\n')
          .filter((line) => line !== '' && !ORDINARY.test(line))
          .map((line) => `${name}: ${line.slice(0, 500)}`),
      ),
    );
    return lines.flatMap((each) => each.slice(-COMPLAINTS_EACH));
  }

  async down(): Promise<void> {
    await this.run('deploy/local/dist/main.js', 'reset');
    await rm(this.data, { recursive: true, force: true });
  }
}

const INFRASTRUCTURE = new Set(['kafka.log', 'postgres.log']);
const ORDINARY = /^\{"level":[1-3]0,/;
const COMPLAINTS_EACH = 10;
const OFFSETS = [0, 1, 2, 5, 20, 30, 31, 40] as const;

/** A port base whose ports nobody uses. */
async function freeBase(): Promise<number> {
  for (let base = 20_100; base < 60_000; base += 100) {
    const free = await Promise.all(OFFSETS.map((offset) => isFree(base + offset)));
    if (free.every(Boolean)) return base;
  }
  throw new Error('no free ports');
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
