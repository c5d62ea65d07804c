import { setTimeout as sleep } from 'node:timers/promises';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { IngressWriter, Timers } from '@cartrail/messaging';
import { HearChannels, type HearingParts } from '../../application/hear-channels.js';
import type { PushMetrics } from '../push.metrics.js';

const LOOK_EVERY_MS = 2_000;

/** Connections of ours through which platforms push: what comes is stored like any other push. */
export class Channels implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly hearing: HearChannels;

  constructor(
    private readonly timers: Timers,
    ingress: IngressWriter,
    metrics: PushMetrics,
    parts: Omit<HearingParts, 'keep' | 'pause' | 'now'>,
  ) {
    this.hearing = new HearChannels({
      ...parts,
      now: () => Date.now(),
      pause: (ms, signal) => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined),
      keep: async ({ platform, connectionId, tenantId }, { dedupeKey, body }) => {
        const stored = await ingress.accept({
          provider: platform,
          connectionId,
          tenantId,
          dedupeKey,
          headers: {},
          body: Buffer.from(body),
        });
        metrics.count(platform, stored ? 'stored' : 'repeated');
      },
    });
  }

  onApplicationBootstrap(): void {
    this.timers.runEvery('channels', LOOK_EVERY_MS, () => this.hearing.turn());
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.hearing.stop();
  }
}
