import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, writeWhole, writeWholeAsync } from './files.js';
import { State } from './state.js';

const EVERY_MS = 1_000;
/** A snapshot never takes more than a twentieth of the time. */
const SHARE = 20;

/** Keeps the state in one file: every second while something changes, and at the end. */
export class Snapshots {
  readonly state: State;
  private readonly path: string;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(dir: string) {
    mkdirSync(dir, { recursive: true });
    this.path = join(dir, 'state.json');
    const text = readIfThere(this.path);
    this.state = text === undefined ? new State() : State.fromJson(text);
  }

  start(): void {
    this.schedule(EVERY_MS);
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.writing;
    clearTimeout(this.timer);
    if (this.state.dirty) writeWhole(this.path, this.state.toJson());
    this.state.dirty = false;
  }

  private schedule(ms: number): void {
    this.timer = setTimeout(() => {
      this.writing = this.save();
    }, ms);
    this.timer.unref();
  }

  private async save(): Promise<void> {
    const begun = performance.now();
    if (this.state.dirty) {
      this.state.dirty = false;
      try {
        await writeWholeAsync(this.path, this.state.toJson());
      } catch (error) {
        this.state.dirty = true;
        process.stderr.write(`snapshot failed: ${String(error)}\n`);
      }
    }
    this.schedule(Math.max(EVERY_MS, (performance.now() - begun) * SHARE));
  }
}
