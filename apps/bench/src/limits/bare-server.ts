import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A program beside this file that serves as a limit: a process with a folder of its own, gone afterwards. */
export class BareServer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly url: string,
  ) {}

  static async start(program: string, files: Readonly<Record<string, string>> = {}): Promise<BareServer> {
    const folder = await mkdtemp(join(tmpdir(), 'cartrail-bare-'));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const path = fileURLToPath(new URL(program, import.meta.url));
    const child = spawn(process.execPath, [path, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return new BareServer(child, folder, line.toString('utf8').trim());
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill();
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}
