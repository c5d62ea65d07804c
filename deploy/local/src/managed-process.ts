import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Advice } from './advice.js';

export interface Launch {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** A piece of the command line that no other stack's process has. */
  readonly marker: string;
}

export interface Running {
  readonly name: string;
  readonly pid: number;
  readonly marker: string;
}

let refusing = false;

/** From now on nothing starts any more. */
export function refuseLaunches(): void {
  refusing = true;
}

/** Starts a process in its own session (a Ctrl-C reaches only the launcher, which stops in order). */
export function launch(folders: { logs: string; run: string }, what: Launch): Running {
  if (refusing) throw new Advice(`${what.name} was not started: the stack is stopping`);
  const log = openSync(logFile(folders, what.name), 'a');
  const child = spawn(what.command, [...what.args], {
    detached: true,
    stdio: ['ignore', log, log],
    env: what.env ?? process.env,
    cwd: what.cwd,
    uid: what.uid,
    gid: what.gid,
  });
  closeSync(log);
  child.on('error', () => undefined);
  child.unref();
  const running = { name: what.name, pid: child.pid ?? -1, marker: what.marker };
  writeFileSync(pidFile(folders.run, what.name), JSON.stringify(running));
  return running;
}

export const logFile = (folders: { logs: string }, name: string): string => join(folders.logs, `${name}.log`);
const pidFile = (run: string, name: string): string => join(run, `${name}.json`);

/** The process a pid file names, if it still is that process. */
export function findRunning(run: string, name: string): Running | undefined {
  const file = pidFile(run, name);
  if (!existsSync(file)) return undefined;
  const known = parseRunning(readFileSync(file, 'utf8'));
  return known !== undefined && isAlive(known) ? known : undefined;
}

function parseRunning(text: string): Running | undefined {
  try {
    return JSON.parse(text) as Running;
  } catch {
    return undefined; // cut off by a crash while it was written
  }
}

export function forget(run: string, name: string): void {
  rmSync(pidFile(run, name), { force: true });
}

/** A number alone proves nothing: pids are reused, and a zombie answers signals but has no command line. */
export const isAlive = (running: Running): boolean => commandLine(running.pid).includes(running.marker);

function commandLine(pid: number): string {
  if (pid <= 0) return '';
  if (existsSync('/proc/self/cmdline')) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  }
  return spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
}

/** Answers how it ended: by itself after the signal, or killed because it took too long. */
export async function stopProcess(
  running: Running,
  signal: NodeJS.Signals,
  timeoutMs: number,
): Promise<'stopped' | 'killed'> {
  send(running, signal);
  if (await gone(running, timeoutMs)) return 'stopped';
  send(running, 'SIGKILL');
  await gone(running, 3_000);
  return 'killed';
}

function send(running: Running, signal: NodeJS.Signals): void {
  if (!isAlive(running)) return;
  try {
    process.kill(running.pid, signal);
  } catch {
    // it ended between the look and the signal
  }
}

async function gone(running: Running, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(running)) {
    if (Date.now() > deadline) return false;
    await pause(50);
  }
  return true;
}
