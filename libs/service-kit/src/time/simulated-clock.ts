import type { Clock, Instant } from '@cartrail/kernel';

const RECONNECT_MS = 500;

/**
 * The simulators' clock: machine time plus an offset that only grows. Follows the clock's stream and acknowledges
 * each move once it has applied it, so that whoever moves the clock knows when everybody has the new time.
 */
export class SimulatedClock implements Clock {
  private offsetMs = 0;
  private readonly stopping = new AbortController();

  constructor(
    private readonly url: string,
    private readonly name: string,
  ) {}

  now(): Instant {
    return Date.now() + this.offsetMs;
  }

  /** Resolves once the present offset is known. */
  async start(): Promise<void> {
    const answer = await fetch(`${this.url}/clock`, { signal: AbortSignal.timeout(5_000) });
    this.apply((await answer.json()) as { offsetMs: number });
    void this.follow();
  }

  stop(): void {
    this.stopping.abort();
  }

  private async follow(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.readStream().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
    }
  }

  private async readStream(): Promise<void> {
    const answer = await fetch(`${this.url}/clock/stream?name=${encodeURIComponent(this.name)}`, {
      signal: this.stopping.signal,
    });
    if (!answer.body) return;
    const decoder = new TextDecoder();
    let rest = '';
    for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
      const lines = (rest + decoder.decode(part, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines)
        if (line.trim() !== '') await this.move(JSON.parse(line) as { version: number; offsetMs: number });
    }
  }

  private async move({
    version,
    offsetMs,
  }: {
    readonly version: number;
    readonly offsetMs: number;
  }): Promise<void> {
    this.apply({ offsetMs });
    await fetch(`${this.url}/clock/acks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: this.name, version }),
      signal: AbortSignal.timeout(5_000),
    });
  }

  private apply({ offsetMs }: { readonly offsetMs: number }): void {
    this.offsetMs = Math.max(this.offsetMs, offsetMs);
  }
}
