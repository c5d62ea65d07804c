import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../doors/waiting.js';
import { OwnProcess } from './own-process.js';
import { SECOND_PORTS, serviceNames, type ProcessName, type ServiceName } from './services.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
const OFFSETS = [0, 1, 2, 3, 4, 5, 20, 30, 31, 40, ...Object.values(SECOND_PORTS)];

export interface Addresses {
  readonly simulatorsUrl: string;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  readonly adminUrl: string;
  readonly services: Readonly<Record<string, string>>;
}

interface Demo {
  readonly tenantId: string;
  /** API keys by role. */
  readonly keys: Readonly<Record<string, string>>;
  /** The launcher's answers from seeding, by step. */
  readonly done: Readonly<Record<string, { readonly callbackPath?: string }>>;
}

/** A stack of the run's own: its processes are ended, armed and brought back one by one. */
export class FaultStack {
  readonly data = mkdtempSync(join(tmpdir(), 'cartrail-faults-'));
  private env: NodeJS.ProcessEnv = {};
  private base = 0;
  private readonly children: OwnProcess[] = [];
  private readonly environments = new Map<ServiceName, NodeJS.ProcessEnv>();

  async up(): Promise<void> {
    this.base = await freeBase();
    this.env = {
      ...process.env,
      // Servers of its own, whatever this shell points at.
      KAFKA_BROKERS: undefined,
      DATABASE_URL: undefined,
      FAILPOINTS: undefined,
      CARTRAIL_DATA: this.data,
      CARTRAIL_PORT_BASE: String(this.base),
      LOG_LEVEL: 'warn',
    };
    await this.launcher(['up']);
    for (const name of serviceNames) this.environments.set(name, environmentOf(this.pid(name)));
  }

  async down(): Promise<void> {
    for (const child of this.children) child.kill();
    await this.launcher(['reset']).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
    });
    rmSync(this.data, { recursive: true, force: true });
  }

  addresses(): Addresses {
    return this.json('stack.json') as Addresses;
  }

  demo(): { tenantId: string; callbackPath: string; keys: Readonly<Record<string, string>> } {
    const { tenantId, keys, done } = this.json('demo.json') as Demo;
    return { tenantId, keys, callbackPath: done['carrier-account']?.callbackPath ?? '' };
  }

  databaseUrl(service: string): string {
    const url = new URL(this.addresses().adminUrl);
    url.pathname = `/cartrail_${service.replaceAll('-', '_')}`;
    return url.toString();
  }

  /** Starts a process that was ended, with failpoints armed or without. */
  async launch(name: ProcessName, failpoints = '', env: NodeJS.ProcessEnv = {}): Promise<void> {
    await this.launcher(['launch', name], failpoints === '' ? env : { ...env, FAILPOINTS: failpoints });
  }

  pid(name: ProcessName): number {
    return (this.json(`run/${name}.json`) as { pid: number }).pid;
  }

  isAlive(name: ProcessName): boolean {
    return isAlive(this.pid(name));
  }

  /** Ends a process and returns once it is gone. */
  async end(name: ProcessName, signal: NodeJS.Signals): Promise<void> {
    await endProcess(this.pid(name), signal);
  }

  /** A second process beside a service's first, exactly as that one was started but for its port. */
  twin(name: ServiceName, env: NodeJS.ProcessEnv = {}): OwnProcess {
    return this.spawn(name, Number(new URL(this.twinUrl(name)).port), env);
  }

  /**
   * The service itself, started again as a child of this program: only a parent is told how a process ended. The
   * launcher finds it by its pid file as it finds its own.
   */
  own(name: ServiceName, env: NodeJS.ProcessEnv = {}): OwnProcess {
    const file = join(this.data, 'run', `${name}.json`);
    const known = this.json(`run/${name}.json`) as object;
    const own = this.spawn(name, Number(new URL(this.urlOf(name)).port), env);
    writeFileSync(file, JSON.stringify({ ...known, pid: own.pid }));
    return own;
  }

  twinUrl(name: ServiceName): string {
    return `http://127.0.0.1:${this.base + SECOND_PORTS[name]}`;
  }

  urlOf(name: ServiceName): string {
    return this.addresses().services[name] ?? '';
  }

  private spawn(name: ServiceName, port: number, env: NodeJS.ProcessEnv): OwnProcess {
    const args = [join(root, 'apps', name, 'dist/main.js'), `--stack=${this.data}`];
    const log = openSync(this.log(name), 'a');
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...this.environments.get(name), PORT: String(port), ...env },
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    const own = OwnProcess.of(name, child, `http://127.0.0.1:${port}`);
    this.children.push(own);
    return own;
  }

  logSize(name: ProcessName): number {
    const file = this.log(name);
    return existsSync(file) ? statSync(file).size : 0;
  }

  logSince(name: ProcessName, offset: number): string {
    return readFileSync(this.log(name)).subarray(offset).toString('utf8');
  }

  /** From here on the largest memory of a process counts anew. */
  forgetPeak(name: ProcessName): void {
    writeFileSync(`/proc/${this.pid(name)}/clear_refs`, '5');
  }

  /** The largest memory of a process so far, in MB. */
  peakMegabytes(name: ProcessName): number {
    const status = readFileSync(`/proc/${this.pid(name)}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_024;
  }

  /** Runs one of the repository's programs; answers what it printed. */
  program(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    return new Promise((done, failed) => {
      const child = spawn(process.execPath, [join(root, file), ...args], {
        cwd: root,
        env: { ...this.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true, // a Ctrl-C is this program's to handle: it stops in order
      });
      let output = '';
      const keep = (part: Buffer): void => {
        output += part.toString('utf8');
      };
      child.stdout.on('data', keep);
      child.stderr.on('data', keep);
      child.on('error', failed);
      child.on('close', (code) => {
        if (code === 0) done(output);
        else failed(new Error(`${file} ${args.join(' ')} ended with ${code ?? 'a signal'}:\n${output}`));
      });
    });
  }

  private launcher(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    return this.program('deploy/local/dist/main.js', args, env);
  }

  private log(name: ProcessName): string {
    return join(this.data, 'logs', `${name}.log`);
  }

  private json(file: string): unknown {
    return JSON.parse(readFileSync(join(this.data, file), 'utf8'));
  }
}

/** What a process was started with. */
function environmentOf(pid: number): NodeJS.ProcessEnv {
  const pairs = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean);
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

/** A zombie still answers signals but has no command line any more. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (!existsSync('/proc/self/cmdline')) return true;
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
}

async function endProcess(pid: number, signal: NodeJS.Signals): Promise<void> {
  if (isAlive(pid)) process.kill(pid, signal);
  const alive = await until(
    () => Promise.resolve(isAlive(pid)),
    (running) => !running,
    30_000,
  );
  if (alive) throw new Error(`process ${pid} does not end after ${signal}`);
}

async function freeBase(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
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
