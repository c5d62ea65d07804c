import { expect } from '@jest/globals';
import type { ChannelMessage, PushChannel } from '../../../src/application/ports.js';
import type { Stage } from '../stage.js';
import { failsAs, present, type Cells } from './cell.js';
import { NONSENSE } from './pushes.js';

type Scenes = 'channel-genuine' | 'channel-forged' | 'channel-malformed';

const channelOf = ({ platform }: Pick<Stage, 'platform'>): PushChannel =>
  present(platform.channel, 'a channel');

/** Hears until a message is about this order, then hangs up. */
async function hearOf(channel: PushChannel, orderId: string): Promise<ChannelMessage> {
  const stop = new AbortController();
  let heard: ChannelMessage | undefined;
  await channel.listen(
    (message) => {
      const about = channel
        .read(message.body)
        .hints.some(({ platformOrderId }) => platformOrderId === orderId);
      if (about) {
        heard = message;
        stop.abort();
      }
      return Promise.resolve();
    },
    AbortSignal.any([stop.signal, AbortSignal.timeout(15_000)]),
  );
  return present(heard, `a message about ${orderId}`);
}

/** Hears of it without being able to keep it. */
async function lose(channel: PushChannel, orderId: string): Promise<string> {
  let lost: string | undefined;
  const full = (message: ChannelMessage): Promise<void> => {
    const about = channel.read(message.body).hints.some(({ platformOrderId }) => platformOrderId === orderId);
    if (!about) return Promise.resolve();
    lost ??= message.dedupeKey;
    return Promise.reject(new Error('the disk is full'));
  };
  await channel.listen(full, AbortSignal.timeout(15_000)).catch(() => undefined);
  return present(lost, `a message about ${orderId}`);
}

export const channelCells: Cells<Scenes> = {
  'channel-genuine': async (stage) => {
    const channel = channelOf(stage);
    await channel.permit?.(stage.token);
    const id = await stage.order();
    const lost = await lose(channel, id);
    const { dedupeKey, body } = await hearOf(channel, id);
    expect(dedupeKey).toBe(lost);
    expect(channel.read(body)).toEqual({
      hints: [{ vendorShopId: stage.subject.shopId, platformOrderId: id }],
      unmapped: [],
    });
  },
  'channel-forged': async (stage) => {
    const stranger = channelOf({ platform: stage.open({ credentials: stage.subject.stranger }) });
    await failsAs(
      stranger.listen(() => Promise.resolve(), AbortSignal.timeout(15_000)),
      'forbidden',
    );
  },
  'channel-malformed': (stage) => {
    for (const body of NONSENSE) {
      const { hints, unmapped } = channelOf(stage).read(body.toString('utf8'));
      expect(hints).toEqual([]);
      expect(unmapped).not.toEqual([]);
    }
    return Promise.resolve();
  },
};
