import { failpoint } from '@cartrail/messaging';
import type { ClaimedDelivery, Sender } from '../../application/ports.js';
import type { AttemptReport } from '../../domain/attempt.js';
import type { Channel } from '../../domain/delivery.js';
import { countAttempt } from './attempt.metrics.js';

/** Each delivery by its own channel. */
export class SenderByChannel implements Sender {
  constructor(private readonly senders: Readonly<Record<Channel, Sender>>) {}

  async send(delivery: ClaimedDelivery, signal: AbortSignal): Promise<AttemptReport> {
    const { channel } = delivery.endpoint;
    const report = await this.senders[channel].send(delivery, signal);
    countAttempt(channel, report);
    await failpoint('webhook.after_send');
    return report;
  }
}
