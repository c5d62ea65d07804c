import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type Carriers, ROUNDS } from '../rounds.js';

const CALLBACKS = 1_000_000;

/** What the library's own program measures, in a process without anything else; it needs no stack. */
export async function carrierLibrary(
  seconds: number,
  started: (stop: () => Promise<void>) => void,
): Promise<Carriers> {
  const program = fileURLToPath(import.meta.resolve('@cartrail/carriers/bench'));
  const roundMs = (seconds * 1_000) / ROUNDS;
  const given = [ROUNDS, roundMs, CALLBACKS].map(String);
  const child = spawn(process.execPath, ['--expose-gc', program, ...given], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  started(async () => {
    child.kill();
    await ended;
  });
  const [printed, [code]] = await Promise.all([text(child.stdout), ended]);
  if (code !== 0) throw new Error(`the carriers' measure ended with ${String(code)}`);
  const measured = JSON.parse(printed) as Omit<Carriers, 'name'>;
  return { name: 'carriers', ...measured };
}
