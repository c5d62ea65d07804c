import type { ModuleRef } from '@nestjs/core';
import type { Worker } from '../lifecycle.js';
import { effectOptionsOf, type EffectHandler } from './effect-handler.js';
import { EffectLane } from './effect-lane.js';
import { EffectRecorder, type RecorderSettings } from './effect-recorder.js';

/** Carries out effects: claims under a lease, calls outside any transaction, writes the answers in one. */
export class EffectWorker implements Worker {
  private readonly lanes: EffectLane[] = [];
  private readonly recorder: EffectRecorder;

  constructor(
    private readonly settings: RecorderSettings,
    private readonly handlers: readonly (new (...given: never[]) => object)[],
    private readonly modules: ModuleRef,
  ) {
    this.recorder = new EffectRecorder(settings);
  }

  start(): Promise<void> {
    const { dataSource, bus, log } = this.settings;
    for (const type of this.handlers) {
      const handler = this.modules.get<EffectHandler>(type, { strict: false });
      const options = effectOptionsOf(type);
      const lane = new EffectLane(options, handler, dataSource, this.recorder, log);
      bus.onWritten(() => {
        if (bus.mayAsk(options.kind)) lane.loop.wake();
      });
      this.lanes.push(lane);
      lane.loop.start();
    }
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.recorder.stop();
    await Promise.all(this.lanes.map((lane) => lane.stop()));
  }
}
