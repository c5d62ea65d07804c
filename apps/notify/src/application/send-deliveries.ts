import { EndpointLane } from './endpoint-lane.js';
import { QuickEndpoints } from './quick-endpoints.js';
import type { AttemptRecorder, Claimed, DeliveryQueue, Reported, Room, Sender } from './ports.js';

/** Claims held by one process; sick endpoints have a part of their own, so that they cannot fill it. */
const ROOM: Room = { healthy: 1_000, sick: 64 };
const REPORTS_AT_ONCE = 200;

/**
 * Claims what is due, tries it, and hands the reports over in batches. No endpoint waits for another: a receiver that
 * hangs keeps only its own places.
 */
export class SendDeliveries {
  private readonly held = { healthy: 0, sick: 0 };
  private readonly quick = new QuickEndpoints();
  private readonly lanes = new Map<string, EndpointLane>();
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
    const room = { healthy: ROOM.healthy - this.held.healthy, sick: ROOM.sick - this.held.sick };
    const claimed = await this.queue.claim(room, this.quick.ids);
    const now = performance.now();
    for (const delivery of claimed) {
      this.held[partOf(delivery)] += 1;
      this.laneOf(delivery.endpointId).add(delivery, now);
    }
    const endpoints = new Set(claimed.map(({ endpointId }) => endpointId));
    await Promise.all([...endpoints].map((endpointId) => this.proceed(endpointId)));
    return claimed.length > 0;
  }

  /** Whether every endpoint that is being sent to can go on for a while. */
  get isSupplied(): boolean {
    return this.lanes.size > 0 && [...this.lanes.values()].every((lane) => lane.isSupplied);
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
    await this.giveBack(this.lanes.keys());
    const timer = setTimeout(() => {
      this.stopping.abort();
    }, graceMs);
    await this.settled();
    clearTimeout(timer);
  }

  private laneOf(endpointId: string): EndpointLane {
    const lane = this.lanes.get(endpointId) ?? new EndpointLane();
    this.lanes.set(endpointId, lane);
    return lane;
  }

  private async proceed(endpointId: string): Promise<void> {
    const lane = this.laneOf(endpointId);
    if (lane.isLate(performance.now())) await this.giveBack([endpointId]);
    for (let next = lane.next(); next; next = lane.next()) this.begin(next);
    if (lane.isEmpty) this.lanes.delete(endpointId);
  }

  private begin(delivery: Claimed): void {
    const attempt = this.try(delivery).finally(() => {
      this.held[partOf(delivery)] -= 1;
      this.laneOf(delivery.endpointId).ended();
      this.attempts.delete(attempt);
      return this.proceed(delivery.endpointId);
    });
    this.attempts.add(attempt);
  }

  private async try(delivery: Claimed): Promise<void> {
    try {
      const report = await this.sender.send(delivery, this.stopping.signal);
      this.quick.note(delivery.endpointId, report);
      if (report.result !== 'succeeded') this.laneOf(delivery.endpointId).break();
      if (this.stopping.signal.aborted && report.result !== 'succeeded') return;
      this.waiting.push({ delivery, report });
      this.recording ??= this.record();
    } catch (error) {
      this.log(`delivery ${delivery.deliveryId}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** One batch at a time; reports that come in meanwhile share the next one. */
  private async record(): Promise<void> {
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, REPORTS_AT_ONCE);
      this.waiting = this.waiting.slice(batch.length);
      await this.recorder.record(batch);
      // Not before the failure is written, or they would be claimed again before it is known.
      await this.giveBack(batch.filter(failed).map(({ delivery }) => delivery.endpointId));
    }
    this.recording = undefined;
  }

  private async giveBack(endpointIds: Iterable<string>): Promise<void> {
    const left = [...new Set(endpointIds)].flatMap((id) => this.lanes.get(id)?.leave() ?? []);
    if (left.length === 0) return;
    for (const delivery of left) this.held[partOf(delivery)] -= 1;
    await this.queue.release(left).catch((error: unknown) => {
      this.log(`${left.length} deliveries wait for their lease to end: ${String(error)}`);
    });
  }
}

const partOf = ({ sick }: Claimed): keyof Room => (sick ? 'sick' : 'healthy');
const failed = ({ report }: Reported): boolean => report.result !== 'succeeded';
