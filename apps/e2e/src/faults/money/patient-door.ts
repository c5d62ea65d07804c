import { randomUUID } from 'node:crypto';
import { Door, DoorError } from '../../doors/http.js';

const AGAIN = new Set([409, 429, 500, 502, 503, 504]);
const MOST_MS = 180_000;

/** A caller who takes no for an answer only when it is one: silence and overload are met by the same request again. */
export class PatientDoor {
  /** Requests that had to be made again. */
  repeats = 0;
  private readonly door: Door;

  constructor(baseUrl: string, headers: Readonly<Record<string, string>>) {
    this.door = new Door(baseUrl, headers);
  }

  /** What is not there yet may be on its way into the view. */
  get<T>(path: string): Promise<T> {
    return this.again(() => this.door.get<T>(path), 404);
  }

  /** Every attempt carries the same key, so that however often it is made it is one command. */
  post<T>(path: string, body: () => object): Promise<T> {
    const key = { 'idempotency-key': randomUUID() };
    const same = body();
    return this.again(() => this.door.post<T>(path, same, key));
  }

  private async again<T>(call: () => Promise<T>, ...also: readonly number[]): Promise<T> {
    const end = Date.now() + MOST_MS;
    for (;;) {
      try {
        return await call();
      } catch (error) {
        const early = error instanceof DoorError && also.includes(error.status);
        if ((!early && !isPassing(error)) || Date.now() > end) throw error;
        if (!early) this.repeats += 1;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }
}

/** A refusal of ours is a refusal for good; what is in the way of an answer passes. */
const isPassing = (error: unknown): boolean =>
  !(error instanceof DoorError) ||
  (AGAIN.has(error.status) && (error.status !== 409 || error.body.includes('idempotency/in-progress')));
