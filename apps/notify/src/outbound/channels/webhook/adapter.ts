import { newId, type Clock } from '@cartrail/kernel';
import type { ClaimedDelivery, Sealer, Sender } from '../../../application/ports.js';
import { resultOf, type AttemptReport } from '../../../domain/attempt.js';
import { signingSecrets } from '../../../domain/endpoint.js';
import { failureOf } from '../../network/failures.js';
import type { GuardedHttp } from '../../network/guarded-http.js';
import { retryAfterMs } from '../../network/retry-after.js';
import { signedHeaders } from './signature.js';

const USER_AGENT = 'Cartrail-Webhooks/1';

/** A subscriber's endpoint, by Standard Webhooks. */
export class WebhookSender implements Sender {
  constructor(
    private readonly http: GuardedHttp,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async send(delivery: ClaimedDelivery, signal: AbortSignal): Promise<AttemptReport> {
    const at = this.clock.now();
    const started = performance.now();
    const outcome = await this.post(delivery, signal);
    return { attemptId: newId(), at, durationMs: Math.round(performance.now() - started), ...outcome };
  }

  private async post(
    delivery: ClaimedDelivery,
    signal: AbortSignal,
  ): Promise<Omit<AttemptReport, 'attemptId' | 'at' | 'durationMs'>> {
    try {
      const answer = await this.http.post(
        delivery.endpoint.url,
        this.headers(delivery),
        delivery.body,
        signal,
      );
      return {
        result: resultOf(answer.status),
        status: answer.status,
        response: answer.text,
        retryAfterMs: retryAfterMs(answer.headers['retry-after'], this.clock.now()),
        ...(answer.status >= 300 && answer.status < 400 ? { error: 'redirects are not followed' } : {}),
      };
    } catch (thrown) {
      const { error, refused } = failureOf(thrown);
      return { result: refused ? 'refused' : 'failed', error };
    }
  }

  private headers({
    endpoint,
    tenantId,
    eventId,
    body,
    traceparent,
  }: ClaimedDelivery): Record<string, string> {
    const now = this.clock.now();
    const secrets = signingSecrets(endpoint, now).map((sealed) =>
      this.sealer.open(sealed, tenantId, 'webhook-endpoint.secret'),
    );
    return {
      'content-type': 'application/json',
      'user-agent': USER_AGENT,
      ...signedHeaders(secrets, eventId, now, body),
      ...(traceparent === undefined ? {} : { traceparent }),
    };
  }
}
