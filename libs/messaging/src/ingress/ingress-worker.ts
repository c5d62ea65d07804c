import type { Clock } from '@cartrail/kernel';
import type { ModuleRef } from '@nestjs/core';
import type { Worker } from '../lifecycle.js';
import { Loop } from '../timers/loop.js';
import { IngressLane, type LaneSettings } from './ingress-lane.js';
import { measureIngress } from './ingress-metrics.js';
import type { IngressWriter } from './ingress-writer.js';
import { providerOf, type Normaliser } from './normaliser.js';

const IDLE_MS = 1_000;
const MOST_REST_MS = 20;
const MEASURE_EVERY_MS = 5_000;

export interface IngressSettings extends LaneSettings {
  readonly writer: IngressWriter;
  readonly clock: Clock;
  readonly log: (message: string) => void;
}

/** Turns stored pushes into changes, one lane per provider; woken by this process' writer, else polling. */
export class IngressWorker implements Worker {
  private readonly loops: Loop[] = [];
  private measuring: NodeJS.Timeout | undefined;

  constructor(
    private readonly settings: IngressSettings,
    private readonly normalisers: readonly (new (...given: never[]) => object)[],
    private readonly modules: ModuleRef,
  ) {}

  start(): Promise<void> {
    const { writer, dataSource, clock, log } = this.settings;
    for (const type of this.normalisers) {
      const provider = providerOf(type);
      const normaliser = this.modules.get<Normaliser>(type, { strict: false });
      const lane = new IngressLane(provider, normaliser, this.settings);
      const loop = new Loop(`ingress ${provider}`, IDLE_MS, log, () => lane.batch(), MOST_REST_MS);
      writer.onStored((stored) => {
        if (stored === provider) loop.wake();
      });
      this.loops.push(loop);
      loop.start();
    }
    const providers = this.normalisers.map((type) => providerOf(type));
    this.measuring = setInterval(() => {
      void measureIngress(dataSource, clock, providers).catch(() => undefined);
    }, MEASURE_EVERY_MS);
    this.measuring.unref();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    clearInterval(this.measuring);
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }
}
