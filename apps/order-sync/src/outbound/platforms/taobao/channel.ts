import type { Clock } from '@cartrail/kernel';
import type { ChannelMessage, PushChannel } from '../../../application/ports.js';
import type { TaobaoClient } from './client.js';
import { readMessage } from './message.js';
import { TmcSession, type TmcLine } from './tmc-session.js';

/** One connection hears all shops of the application that were permitted. */
export class TaobaoChannel implements PushChannel {
  readonly read = readMessage;

  constructor(
    private readonly line: TmcLine,
    private readonly client: Pick<TaobaoClient, 'permit'>,
    private readonly clock: Clock,
  ) {}

  listen(keep: (message: ChannelMessage) => Promise<void>, signal: AbortSignal): Promise<void> {
    return new TmcSession(this.line, this.clock, keep).run(signal);
  }

  permit(accessToken: string): Promise<void> {
    return this.client.permit(accessToken);
  }
}
