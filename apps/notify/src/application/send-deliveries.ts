import type { AttemptRecorder, Claimed, DeliveryQueue, Reported, Room, Sender } from './ports.js';

/** Attempts in flight in one process; sick endpoints have a part of their own, so that they cannot fill it. */
const ROOM: Room = { healthy: 192, sick: 64 };
const REPORTS_AT_ONCE = 200;

/**
 * Claims what is due, tries it, and hands the reports over in batches. No attempt waits for another: a receiver that
 * hangs keeps only its own places.
 */
export class SendDeliveries {
  private readonly inFlight = { healthy: 0, sick: 0 };
  private readonly attempts = new Set<Promise<void>>();
  private readonly stopping = new AbortController();
  private waiting: Reported[] = [];
  private recording: Promise<void> | undefined;

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly sender: Sender,
    private readonly recorder: AttemptRecorder,
    private readonly log: (message: string) => void,
  ) {}

  /** Answers whether anything was claimed. */
  async round(): Promise<boolean> {
    const room = { healthy: ROOM.healthy - this.inFlight.healthy, sick: ROOM.sick - this.inFlight.sick };
    const claimed = await this.queue.claim(room);
    for (const delivery of claimed) this.begin(delivery);
    return claimed.length > 0;
  }

  /** Resolves when what is in flight has been tried and written. */
  async settled(): Promise<void> {
    while (this.attempts.size > 0 || this.recording) {
      await Promise.all(this.attempts);
      await this.recording;
    }
  }

  /** Waits a little for answers, then lets go: what is cut off is tried again when its lease ends. */
  async stop(graceMs: number): Promise<void> {
    const timer = setTimeout(() => {
      this.stopping.abort();
    }, graceMs);
    await this.settled();
    clearTimeout(timer);
  }

  private begin(delivery: Claimed): void {
    const lane = delivery.sick ? 'sick' : 'healthy';
    this.inFlight[lane] += 1;
    const attempt = this.try(delivery).finally(() => {
      this.inFlight[lane] -= 1;
      this.attempts.delete(attempt);
    });
    this.attempts.add(attempt);
  }

  private async try(delivery: Claimed): Promise<void> {
    try {
      const report = await this.sender.send(delivery, this.stopping.signal);
      if (this.stopping.signal.aborted && report.result !== 'succeeded') return;
      this.waiting.push({ delivery, report });
      this.recording ??= this.record();
    } catch (error) {
      this.log(`delivery ${delivery.deliveryId}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** One transaction at a time; reports that come in meanwhile share the next one. */
  private async record(): Promise<void> {
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, REPORTS_AT_ONCE);
      this.waiting = this.waiting.slice(batch.length);
      await this.recorder.record(batch);
    }
    this.recording = undefined;
  }
}
