import type { AttemptReport } from '../domain/attempt.js';
import { QUICK_MS } from '../domain/endpoint-health.js';

const MOST = 1_000;

/** Those whose last answer came quickly, the latest at the end; more than these are not worth remembering. */
export class QuickEndpoints {
  private readonly known = new Set<string>();

  get ids(): readonly string[] {
    return [...this.known];
  }

  note(endpointId: string, { result, durationMs }: AttemptReport): void {
    this.known.delete(endpointId);
    if (result === 'succeeded' && durationMs < QUICK_MS) this.known.add(endpointId);
    const [oldest] = this.known;
    if (oldest !== undefined && this.known.size > MOST) this.known.delete(oldest);
  }
}
