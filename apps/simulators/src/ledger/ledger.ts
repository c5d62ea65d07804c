import { machineClock, toIso, type Clock } from '@cartrail/kernel';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, writeWhole } from '../state/files.js';

export type LedgerKind = 'pushes' | 'requests' | 'robot' | 'receiver' | 'clock';
export type LedgerItem = { seq: number; kind: LedgerKind; at: string; simAt: string } & Record<
  string,
  unknown
>;

const KEPT = 200_000;
const FLUSH_MS = 500;

/** What was sent and received, in order; appended to a file, so that it outlives the process. */
export class Ledger {
  private items: LedgerItem[] = [];
  private unwritten: string[] = [];
  private readonly path: string;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    dir: string,
    private readonly clock: Clock,
  ) {
    mkdirSync(dir, { recursive: true });
    this.path = join(dir, 'ledger.ndjson');
    this.load();
  }

  start(): void {
    this.timer = setInterval(() => {
      this.flush();
    }, FLUSH_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.flush();
  }

  add(kind: LedgerKind, fields: Record<string, unknown>): LedgerItem {
    const seq = (this.items.at(-1)?.seq ?? 0) + 1;
    const item = { seq, kind, at: toIso(machineClock.now()), simAt: toIso(this.clock.now()), ...fields };
    this.items.push(item);
    if (this.items.length > KEPT * 1.1) this.items = this.items.slice(-KEPT);
    this.unwritten.push(JSON.stringify(item));
    return item;
  }

  list(kind: LedgerKind, since: number, limit: number): LedgerItem[] {
    const found: LedgerItem[] = [];
    for (let at = this.firstAfter(since); at < this.items.length && found.length < limit; at++) {
      const item = this.items[at];
      if (item?.kind === kind) found.push(item);
    }
    return found;
  }

  private firstAfter(since: number): number {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.items[middle]?.seq ?? 0) <= since) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private flush(): void {
    if (this.unwritten.length === 0) return;
    appendFileSync(this.path, `${this.unwritten.join('\n')}\n`);
    this.unwritten = [];
  }

  private load(): void {
    const lines = (readIfThere(this.path) ?? '').split('\n').filter((line) => line !== '');
    for (const line of lines.slice(-KEPT)) {
      const item = parsed(line);
      if (item) this.items.push(item);
    }
    // A line torn by a crash would glue itself to the next one: write the file anew.
    if (lines.length > this.items.length) {
      writeWhole(this.path, this.items.map((item) => `${JSON.stringify(item)}\n`).join(''));
    }
  }
}

function parsed(line: string): LedgerItem | undefined {
  try {
    return JSON.parse(line) as LedgerItem;
  } catch {
    return undefined;
  }
}

/** Size and digest of the exact bytes, as every entry carries them. */
export function fingerprint(body: string | Buffer): { bytes: number; sha256: string } {
  return { bytes: Buffer.byteLength(body), sha256: createHash('sha256').update(body).digest('hex') };
}
