import { ProblemError } from '@cartrail/service-kit';

interface Bucket {
  tokens: number;
  at: number;
}

const WINDOW_SECONDS = 60;
const MOST_BUCKETS = 10_000;

export type LimitHeaders = Readonly<Record<'ratelimit-policy' | 'ratelimit', string>>;

/** A token bucket per credential, in this process; several gateways share out the limit by configuration. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly perMinute: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** How many credentials it keeps a bucket for. */
  get size(): number {
    return this.buckets.size;
  }

  take(credential: string): LimitHeaders {
    const perMs = this.perMinute / (WINDOW_SECONDS * 1_000);
    const bucket = this.refilled(credential, perMs);
    const policy = `"default";q=${this.perMinute};w=${WINDOW_SECONDS}`;
    if (bucket.tokens < 1) {
      const waitSeconds = Math.ceil((1 - bucket.tokens) / perMs / 1_000);
      const headers = {
        'retry-after': String(waitSeconds),
        'ratelimit-policy': policy,
        ratelimit: `"default";r=0;t=${waitSeconds}`,
      };
      throw new ProblemError(429, 'request/too-many', 'Too many requests with this key', undefined, {
        headers,
      });
    }
    bucket.tokens -= 1;
    return {
      'ratelimit-policy': policy,
      ratelimit: `"default";r=${Math.floor(bucket.tokens)};t=${WINDOW_SECONDS}`,
    };
  }

  /** Re-inserted at the end, so that the map is in order of last use. */
  private refilled(credential: string, perMs: number): Bucket {
    const now = this.now();
    const bucket = this.buckets.get(credential) ?? { tokens: this.perMinute, at: now };
    bucket.tokens = Math.min(this.perMinute, bucket.tokens + (now - bucket.at) * perMs);
    bucket.at = now;
    this.buckets.delete(credential);
    this.buckets.set(credential, bucket);
    this.forgetFull(now);
    return bucket;
  }

  /** A bucket unused for a window is full again, and the same as none. */
  private forgetFull(now: number): void {
    for (const [credential, { at }] of this.buckets) {
      if (now - at < WINDOW_SECONDS * 1_000 && this.buckets.size <= MOST_BUCKETS) return;
      this.buckets.delete(credential);
    }
  }
}
