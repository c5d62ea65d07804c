import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, unlink, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ObjectStore, Staged } from '../../application/ports.js';

/** No tenant's name. */
const STAGING = '.staging';
const TENANT = /^[a-z0-9]{6,20}$/;
const HASH = /^[0-9a-f]{64}$/;

/**
 * Objects as files: `<root>/<tenant>/<first two of the hash>/<hash>`. Written beside, flushed, then renamed: a file
 * that has its name has all its bytes. Weaker than a bucket with object lock: whoever owns the folder can change it.
 */
export class LocalFolder implements ObjectStore {
  constructor(private readonly root: string) {}

  /** Makes the folder, or says why it cannot be written to. */
  async prepare(): Promise<this> {
    await mkdir(join(this.root, STAGING), { recursive: true, mode: 0o700 });
    return this;
  }

  async stage(bytes: AsyncIterable<Uint8Array>): Promise<Staged> {
    const path = join(this.root, STAGING, randomUUID());
    const file = await open(path, 'wx', 0o600);
    try {
      const written = await write(file, bytes);
      await file.sync();
      return new StagedFile(path, written.sha256, written.bytes);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  }

  async keep(tenantId: string, staged: Staged): Promise<void> {
    if (!(staged instanceof StagedFile)) throw new TypeError('staged by another store');
    const path = this.pathOf(tenantId, staged.sha256);
    const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(staged.path, path);
    await flush(dirname(path));
    if (made !== undefined) for (const folder of parents(dirname(path), this.root)) await flush(folder);
  }

  async open(tenantId: string, sha256: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const path = this.pathOf(tenantId, sha256);
    const found = await stat(path).catch(absent);
    return found && createReadStream(path);
  }

  async digest(tenantId: string, sha256: string): Promise<string | undefined> {
    const bytes = await this.open(tenantId, sha256);
    if (!bytes) return undefined;
    const hash = createHash('sha256');
    for await (const chunk of bytes) hash.update(chunk);
    return hash.digest('hex');
  }

  async remove(tenantId: string, sha256: string): Promise<void> {
    await rm(this.pathOf(tenantId, sha256), { force: true });
  }

  async dropStaged(olderThanMs: number): Promise<number> {
    const folder = join(this.root, STAGING);
    const names = (await readdir(folder).catch(absent)) ?? [];
    let dropped = 0;
    for (const name of names) {
      const path = join(folder, name);
      const found = await stat(path).catch(absent);
      if (!found || Date.now() - found.mtimeMs < olderThanMs) continue;
      await rm(path, { force: true });
      dropped += 1;
    }
    return dropped;
  }

  private pathOf(tenantId: string, sha256: string): string {
    if (!TENANT.test(tenantId) || !HASH.test(sha256)) throw new RangeError('not an object of ours');
    return join(this.root, tenantId, sha256.slice(0, 2), sha256);
  }
}

class StagedFile implements Staged {
  constructor(
    readonly path: string,
    readonly sha256: string,
    readonly bytes: number,
  ) {}

  async read(from: number, length: number): Promise<Uint8Array> {
    const file = await open(this.path, 'r');
    try {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, this.bytes - from)));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  async discard(): Promise<void> {
    await unlink(this.path).catch(absent);
  }
}

async function write(
  file: FileHandle,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of bytes) {
    hash.update(chunk);
    await file.writeFile(chunk);
    size += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes: size };
}

/** The name of a new file is durable once its folder is. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function parents(folder: string, root: string): string[] {
  const list: string[] = [];
  for (let at = dirname(folder); at.length >= root.length; at = dirname(at)) {
    list.push(at);
    if (at === dirname(at)) break;
  }
  return list;
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}
