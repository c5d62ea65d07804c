import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cachedFolder } from '../src/cached.js';
import { findRunning, isAlive, launch, stopProcess } from '../src/managed-process.js';

let folder: string;
let folders: { logs: string; run: string };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cartrail-local-'));
  folders = { logs: join(folder, 'logs'), run: join(folder, 'run') };
  for (const each of Object.values(folders)) mkdirSync(each);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const sleeper = (script: string) => ({
  name: 'sleeper',
  command: process.execPath,
  args: ['-e', script, '--', `--stack=${folder}`],
  marker: `--stack=${folder}`,
});

describe('processes of a stack', () => {
  it('are found again by a later launcher, and are gone after a stop', async () => {
    const started = launch(folders, sleeper('setInterval(() => {}, 1000)'));
    expect(findRunning(folders.run, 'sleeper')?.pid).toBe(started.pid);
    expect(await stopProcess(started, 'SIGTERM', 5_000)).toBe('stopped');
    expect(findRunning(folders.run, 'sleeper')).toBeUndefined();
  });

  it('are killed when they do not listen', async () => {
    const deaf = `process.on('SIGTERM', () => {}); require('fs').writeFileSync('${folder}/deaf', ''); setInterval(() => {}, 1000)`;
    const started = launch(folders, sleeper(deaf));
    const deadline = Date.now() + 10_000;
    while (!existsSync(join(folder, 'deaf')) && Date.now() < deadline) await new Promise(setImmediate);
    expect(await stopProcess(started, 'SIGTERM', 200)).toBe('killed');
    expect(isAlive(started)).toBe(false);
  });

  it('are never confused with a stranger that got the same number', () => {
    const stranger = { name: 'sleeper', pid: process.pid, marker: `--stack=${folder}` };
    writeFileSync(join(folders.run, 'sleeper.json'), JSON.stringify(stranger));
    expect(findRunning(folders.run, 'sleeper')).toBeUndefined();
  });

  it('are unknown when a crash cut their file off', () => {
    writeFileSync(join(folders.run, 'sleeper.json'), '{"name":"sle');
    expect(findRunning(folders.run, 'sleeper')).toBeUndefined();
  });
});

describe('a cached download', () => {
  it('is done once', async () => {
    let times = 0;
    const fill = (): Promise<void> => {
      times += 1;
      return Promise.resolve();
    };
    await cachedFolder(join(folder, 'jars'), fill);
    await cachedFolder(join(folder, 'jars'), fill);
    expect(times).toBe(1);
  });

  it('leaves nothing behind when it fails, so that the next start repeats it', async () => {
    const fails = (work: string): Promise<void> => {
      writeFileSync(join(work, 'half.jar'), '');
      return Promise.reject(new Error('connection reset'));
    };
    await expect(cachedFolder(join(folder, 'jars'), fails)).rejects.toThrow('connection reset');
    expect(readdirSync(folder)).not.toContain('jars');
    expect(readdirSync(folder).filter((name) => name.includes('part'))).toEqual([]);
  });
});
