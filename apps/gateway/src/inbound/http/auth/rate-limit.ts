import { ProblemError } from '@cartrail/service-kit';

interface Bucket {
  tokens: number;
  at: number;
}

const WINDOW_SECONDS = 60;

export type LimitHeaders = Readonly<Record<'ratelimit-policy' | 'ratelimit', string>>;

/** A token bucket per credential, in this process; several gateways share out the limit by configuration. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly perMinute: number) {}

  take(credential: string): LimitHeaders {
    const now = performance.now();
    const bucket = this.buckets.get(credential) ?? { tokens: this.perMinute, at: now };
    const perMs = this.perMinute / (WINDOW_SECONDS * 1_000);
    bucket.tokens = Math.min(this.perMinute, bucket.tokens + (now - bucket.at) * perMs);
    bucket.at = now;
    this.buckets.set(credential, bucket);
    const policy = `"default";q=${this.perMinute};w=${WINDOW_SECONDS}`;
    if (bucket.tokens < 1) {
      const waitSeconds = Math.ceil((1 - bucket.tokens) / perMs / 1_000);
      throw new ProblemError(
        429,
        'request/too-many',
        'Too many requests with this key',
        undefined,
        undefined,
        {
          'retry-after': String(waitSeconds),
          'ratelimit-policy': policy,
          ratelimit: `"default";r=0;t=${waitSeconds}`,
        },
      );
    }
    bucket.tokens -= 1;
    return {
      'ratelimit-policy': policy,
      ratelimit: `"default";r=${Math.floor(bucket.tokens)};t=${WINDOW_SECONDS}`,
    };
  }
}
