import { MINUTE, newId, type Clock } from '@cartrail/kernel';
import type { ClaimedDelivery, Sealer, Sender } from '../../../application/ports.js';
import { resultOf, type AttemptReport } from '../../../domain/attempt.js';
import { failureOf } from '../../network/failures.js';
import type { GuardedHttp } from '../../network/guarded-http.js';
import { resultOfErrcode } from './errors.js';
import { readAnswer, wecomMarkdown } from './wire.js';

type Outcome = Pick<AttemptReport, 'result' | 'status' | 'error' | 'response' | 'retryAfterMs'>;

/** A support group's robot (WeCom). */
export class RobotSender implements Sender {
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

  private async post({ tenantId, endpoint, body }: ClaimedDelivery, signal: AbortSignal): Promise<Outcome> {
    try {
      const url = this.sealer.open(endpoint.sealedUrl ?? '', tenantId, 'robot.url');
      const headers = { 'content-type': 'application/json' };
      const answer = await this.http.post(url, headers, JSON.stringify(wecomMarkdown(body)), signal);
      const { status, text } = answer;
      if (resultOf(status) !== 'succeeded') return { result: resultOf(status), status, response: text };
      const { errcode } = readAnswer(text);
      const result = resultOfErrcode(errcode);
      if (result === 'succeeded') return { result, status, response: text };
      return {
        result,
        status,
        response: text,
        error: `errcode ${typeof errcode === 'number' ? errcode : 'missing'}`,
        ...(result === 'throttled' ? { retryAfterMs: MINUTE } : {}),
      };
    } catch (thrown) {
      const { error, refused } = failureOf(thrown);
      return { result: refused ? 'refused' : 'failed', error };
    }
  }
}
