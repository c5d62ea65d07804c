import { Counter, register } from 'prom-client';
import type { PayloadMetrics } from '../application/ports.js';

const NAME = 'mapping_payloads_total';

/** Payloads of mapped shops by what came of them, and replays by what they came to. */
export class PrometheusPayloadMetrics implements PayloadMetrics {
  private readonly payloads: Counter;

  constructor() {
    const known = register.getSingleMetric(NAME);
    this.payloads =
      known instanceof Counter
        ? known
        : new Counter({ name: NAME, help: 'Payloads of mapped shops', labelNames: ['result'] });
  }

  count(result: string, count: number): void {
    this.payloads.inc({ result }, count);
  }
}
