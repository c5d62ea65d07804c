import { machineClock, type Clock, type Instant } from '@cartrail/kernel';
import { join } from 'node:path';
import { readIfThere, writeWhole } from '../state/files.js';

const ACK_TIMEOUT_MS = 5_000;

export interface ClockReading {
  now: Instant;
  offsetMs: number;
  version: number;
}

export interface Stream {
  readonly name: string;
  send(line: string): void;
  close(): void;
}

export type Advance = ClockReading & { acked: string[]; missing: string[] };

interface Waiting {
  version: number;
  missing: Set<string>;
  acked: Set<string>;
  done: () => void;
}

/** Machine time plus an offset that only grows; a move is over once every connected stream has acknowledged it. */
export class SimulatedClock implements Clock {
  private offsetMs = 0;
  private version = 1;
  private readonly path: string;
  private readonly streams = new Map<string, Stream>();
  private readonly listeners: (() => void)[] = [];
  private waiting: Waiting | undefined;
  private moves: Promise<unknown> = Promise.resolve();

  constructor(
    dir: string,
    private readonly ackTimeoutMs = ACK_TIMEOUT_MS,
  ) {
    this.path = join(dir, 'clock.json');
    const text = readIfThere(this.path);
    if (text !== undefined) {
      const saved = JSON.parse(text) as { offsetMs: number; version: number };
      this.offsetMs = saved.offsetMs;
      this.version = saved.version;
    }
  }

  now(): Instant {
    return machineClock.now() + this.offsetMs;
  }

  reading(): ClockReading {
    return { now: this.now(), offsetMs: this.offsetMs, version: this.version };
  }

  names(): string[] {
    return [...this.streams.keys()];
  }

  onMove(listener: () => void): void {
    this.listeners.push(listener);
  }

  connect(stream: Stream): void {
    this.streams.get(stream.name)?.close();
    this.streams.set(stream.name, stream);
    stream.send(this.line());
  }

  disconnect(stream: Stream): void {
    if (this.streams.get(stream.name) !== stream) return;
    this.streams.delete(stream.name);
    this.settle(stream.name);
  }

  ack(name: string, version: number): void {
    const waiting = this.waiting;
    if (!waiting || version < waiting.version || !waiting.missing.has(name)) return;
    waiting.acked.add(name);
    this.settle(name);
  }

  advance(ms: number): Promise<Advance> {
    const move = this.moves.then(() => this.move(ms));
    this.moves = move.catch(() => undefined);
    return move;
  }

  closeAll(): void {
    for (const stream of this.streams.values()) stream.close();
  }

  private async move(ms: number): Promise<Advance> {
    this.offsetMs += ms;
    this.version += 1;
    writeWhole(this.path, JSON.stringify({ offsetMs: this.offsetMs, version: this.version }));
    const missing = new Set(this.streams.keys());
    const acked = new Set<string>();
    const over = new Promise<void>((done) => {
      this.waiting = { version: this.version, missing, acked, done };
    });
    for (const stream of this.streams.values()) stream.send(this.line());
    if (missing.size > 0) await this.within(over);
    this.waiting = undefined;
    for (const listener of this.listeners) listener();
    return { ...this.reading(), acked: [...acked], missing: [...missing] };
  }

  private async within(over: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>((done) => {
      timer = setTimeout(done, this.ackTimeoutMs);
    });
    await Promise.race([over, tooLong]);
    clearTimeout(timer);
  }

  private settle(name: string): void {
    this.waiting?.missing.delete(name);
    if (this.waiting?.missing.size === 0) this.waiting.done();
  }

  private line(): string {
    return `${JSON.stringify({ version: this.version, offsetMs: this.offsetMs })}\n`;
  }
}
