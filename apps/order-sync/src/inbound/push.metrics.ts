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

  count(result: string): void {
    this.pushes.inc({ platform: 'douyin', result });
  }
}

/** Pulls by answer, orders by outcome, and how far behind the platform we are. */
export class PrometheusPullMetrics implements PullMetrics {
  private readonly pulls = counter('platform_pulls_total', 'Questions to the platform', [
    'platform',
    'result',
  ]);
  private readonly orders = counter('platform_orders_total', 'Pulled orders', ['platform', 'result']);
  private readonly queue = gauge('platform_pulls_waiting', 'Orders waiting to be asked for', ['platform']);
  private readonly lag = gauge('platform_poll_lag_seconds', 'Business time behind the last poll', [
    'platform',
    'shop',
  ]);
  private readonly unknown = counter('unmapped_code_total', 'Values no table knows', ['platform', 'what']);

  pulled(result: string, count: number): void {
    this.pulls.inc({ platform: 'douyin', result }, count);
  }

  written(result: string, count: number): void {
    this.orders.inc({ platform: 'douyin', result }, count);
  }

  waiting(count: number): void {
    this.queue.set({ platform: 'douyin' }, count);
  }

  pollLag(shop: ShopRef, seconds: number): void {
    this.lag.set({ platform: 'douyin', shop: shop.shopId }, seconds);
  }

  unmapped(what: Unmapped['what']): void {
    this.unknown.inc({ platform: 'douyin', what });
  }
}
