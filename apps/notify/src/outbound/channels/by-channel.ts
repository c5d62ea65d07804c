import { failpoint } from '@cartrail/messaging';
import type { ClaimedDelivery, Sender } from '../../application/ports.js';
import type { AttemptReport } from '../../domain/attempt.js';
import type { Channel } from '../../domain/delivery.js';

/** Each delivery by its own channel. */
export class SenderByChannel implements Sender {
  constructor(private readonly senders: Readonly<Record<Channel, Sender>>) {}

  async send(delivery: ClaimedDelivery, signal: AbortSignal): Promise<AttemptReport> {
    const report = await this.senders[delivery.endpoint.channel].send(delivery, signal);
    await failpoint('webhook.after_send');
    return report;
  }
}
