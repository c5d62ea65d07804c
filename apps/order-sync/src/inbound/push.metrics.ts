import { Counter, Gauge, register } from 'prom-client';
import type { PullMetrics, ShopRef, Unmapped } from '../application/ports.js';

/** Two applications in one process (tests) share the registry. */
const counter = (name: string, help: string, labelNames: string[]): Counter => {
  const known = register.getSingleMetric(name);
  return known instanceof Counter ? known : new Counter({ name, help, labelNames });
};

const gauge = (name: string, help: string, labelNames: string[]): Gauge => {
  const known = register.getSingleMetric(name);
  return known instanceof Gauge ? known : new Gauge({ name, help, labelNames });
};

/** Pushes by what came of them. */
export class PushMetrics {
  private readonly pushes = counter('platform_pushes_total', 'Pushes received', ['platform', 'result']);

  count(platform: string, result: string): void {
    this.pushes.inc({ platform, result });
  }
}

type Of = 'order' | 'after-sale';

/** Questions by answer, answers by outcome, and how far behind the platform we are; orders and cases apart. */
export class PrometheusPullMetrics implements PullMetrics {
  private readonly pulls = counter('platform_pulls_total', 'Questions to the platform', [
    'platform',
    'of',
    'result',
  ]);
  private readonly answers = counter('platform_answers_total', 'Answers written', ['of', 'result']);
  private readonly queue = gauge('platform_pulls_waiting', 'Questions waiting to be asked', ['of']);
  private readonly lag = gauge('platform_poll_lag_seconds', 'Business time behind the last poll', [
    'platform',
    'of',
    'shop',
  ]);
  private readonly unknown = counter('unmapped_code_total', 'Values no table knows', ['platform', 'what']);

  constructor(private readonly of: Of) {}

  pulled(platform: string, result: string): void {
    this.pulls.inc({ platform, of: this.of, result });
  }

  written(result: string, count: number): void {
    this.answers.inc({ of: this.of, result }, count);
  }

  waiting(count: number): void {
    this.queue.set({ of: this.of }, count);
  }

  pollLag(shop: ShopRef, seconds: number): void {
    this.lag.set({ platform: shop.platform, of: this.of, shop: shop.shopId }, seconds);
  }

  unmapped(platform: string, what: Unmapped['what']): void {
    this.unknown.inc({ platform, what });
  }
}
