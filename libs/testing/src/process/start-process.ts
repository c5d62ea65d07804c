import { spawn, type ChildProcess } from 'node:child_process';
import { bareEnvironment } from '../config.js';
import { waitUntil } from '../wait-until.js';

export interface ProcessOptions {
  /** A compiled script: `apps/tracking/dist/main.js`. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Answers 200 once the process is ready. Left out: ready as soon as it runs. */
  readonly readyUrl?: string;
  readonly timeoutMs?: number;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A compiled service as an operating-system process: to crash, pause and restart. */
export class StartedProcess {
  readonly exited: Promise<Exit>;
  exit: Exit | undefined;
  private text = '';

  constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (data: Buffer) => (this.text += data.toString('utf8')));
    child.stderr?.on('data', (data: Buffer) => (this.text += data.toString('utf8')));
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.exit = { code, signal };
        resolve(this.exit);
      });
    });
  }

  /** Both streams so far. */
  output(): string {
    return this.text;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends it and waits for the end; the default is a death without goodbye. */
  kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<Exit> {
    if (!this.exit) this.child.kill(signal);
    return this.exited;
  }
}

export async function startProcess(options: ProcessOptions): Promise<StartedProcess> {
  const child = spawn(process.execPath, [options.script, ...(options.args ?? [])], {
    env: { ...bareEnvironment(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const started = new StartedProcess(child);
  const { readyUrl } = options;
  if (readyUrl === undefined) return started;
  try {
    await waitUntil(async () => {
      if (started.exit) throw new Error(`${options.script} ended with ${JSON.stringify(started.exit)}`);
      return (await answers(readyUrl)) ? undefined : `${options.script} to be ready`;
    }, options.timeoutMs ?? 30_000);
  } catch (error) {
    await started.kill();
    throw new Error(`${String(error)}\n${started.output().slice(-2_000)}`, { cause: error });
  }
  return started;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}
