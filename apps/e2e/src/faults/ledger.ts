import { closeSync, fdatasync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { Offered } from './audit.js';

export interface Entry extends Offered {
  readonly door: 'orders' | 'pushes';
  /** The event's id, or the push's place among its waybill's. */
  readonly input: string;
}

const synced = promisify(fdatasync);

/** What was offered, on disk before it was offered: the driver's own death loses no entry. */
export class Ledger {
  private readonly handle: number;
  private lines: string[] = [];
  private syncing: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  constructor(readonly file: string) {
    mkdirSync(dirname(file), { recursive: true });
    this.handle = openSync(file, 'a');
  }

  /** On disk when it resolves; those who write while another waits for the disk share the next wait. */
  write(entries: readonly Entry[]): Promise<void> {
    this.lines.push(...entries.map((entry) => `${JSON.stringify(entry)}\n`));
    this.next ??= this.syncing.then(() => {
      this.next = undefined;
      return (this.syncing = this.sync());
    });
    return this.next;
  }

  private sync(): Promise<void> {
    writeSync(this.handle, this.lines.join(''));
    this.lines = [];
    return synced(this.handle);
  }

  read(): readonly Entry[] {
    const lines = readFileSync(this.file, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Entry);
  }

  close(): void {
    closeSync(this.handle);
  }
}
