import { Counter, Histogram } from 'prom-client';
import type { AttemptReport } from '../../domain/attempt.js';
import type { Channel } from '../../domain/delivery.js';

const attempts = new Counter({
  name: 'notify_attempts_total',
  help: 'Attempts to reach an endpoint, by channel and what they came to.',
  labelNames: ['channel', 'result'],
});

const seconds = new Histogram({
  name: 'notify_attempt_seconds',
  help: 'How long an attempt took, by channel.',
  labelNames: ['channel'],
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 15],
});

export function countAttempt(channel: Channel, { result, durationMs }: AttemptReport): void {
  attempts.inc({ channel, result });
  seconds.observe({ channel }, durationMs / 1000);
}
