import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Offered } from './audit.js';

export interface Entry extends Offered {
  readonly door: 'orders' | 'pushes';
  /** The event's id, or the push's place among its waybill's. */
  readonly input: string;
}

/** What was offered, on disk before it was offered: the driver's own death loses no entry. */
export class Ledger {
  private readonly handle: number;

  constructor(readonly file: string) {
    mkdirSync(dirname(file), { recursive: true });
    this.handle = openSync(file, 'a');
  }

  write(entries: readonly Entry[]): void {
    writeSync(this.handle, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    fsyncSync(this.handle);
  }

  read(): readonly Entry[] {
    const lines = readFileSync(this.file, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Entry);
  }

  close(): void {
    closeSync(this.handle);
  }
}
