import { places, QUICK_CLAIMS } from '../domain/endpoint-health.js';
import type { Claimed } from './ports.js';

/** A claim older than this is not begun: its lease has to outlast the attempt. */
const BEGIN_WITHIN_MS = 10_000;

/** What this process has claimed for one endpoint: a few in flight, the others behind them until one fails. */
export class EndpointLane {
  private waiting: { readonly delivery: Claimed; readonly claimedAt: number }[] = [];
  private inFlight = 0;
  private broken = false;

  get isEmpty(): boolean {
    return this.inFlight === 0 && this.waiting.length === 0;
  }

  /** Whether it can go on for a while before more has to be claimed. */
  get isSupplied(): boolean {
    return this.waiting.length > QUICK_CLAIMS / 2;
  }

  isLate(now: number): boolean {
    const [first] = this.waiting;
    return first !== undefined && now - first.claimedAt > BEGIN_WITHIN_MS;
  }

  add(delivery: Claimed, claimedAt: number): void {
    this.waiting.push({ delivery, claimedAt });
  }

  /** The next one to try; none while every place is taken, or after a failure. */
  next(): Claimed | undefined {
    if (this.broken || this.inFlight >= places.healthy) return undefined;
    const first = this.waiting.shift();
    if (first) this.inFlight += 1;
    return first?.delivery;
  }

  ended(): void {
    this.inFlight -= 1;
  }

  /** Begins nothing more of what is claimed now. */
  break(): void {
    this.broken = true;
  }

  /** What was not begun; what is claimed from now on may be. */
  leave(): readonly Claimed[] {
    const left = this.waiting.map(({ delivery }) => delivery);
    this.waiting = [];
    this.broken = false;
    return left;
  }
}
