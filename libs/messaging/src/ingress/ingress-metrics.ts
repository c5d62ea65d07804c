import type { Clock } from '@cartrail/kernel';
import { Counter, Gauge } from 'prom-client';
import type { DataSource } from 'typeorm';

export const ingressMetrics = {
  rows: new Gauge({
    name: 'ingress_rows',
    help: 'Pushes stored and not normalised yet',
    labelNames: ['provider'],
  }),
  oldestAge: new Gauge({
    name: 'ingress_oldest_age_seconds',
    help: 'Age of the oldest push not normalised yet',
    labelNames: ['provider'],
  }),
  parked: new Counter({
    name: 'ingress_parked_total',
    help: 'Pushes set aside for a person',
    labelNames: ['provider'],
  }),
  refused: new Counter({
    name: 'ingress_refused_total',
    help: 'Pushes answered with 503: more than the database takes',
    labelNames: ['provider'],
  }),
};

/** Reads the gauges; `received_at` is business time, so its age is too. */
export async function measureIngress(
  dataSource: DataSource,
  clock: Clock,
  providers: readonly string[],
): Promise<void> {
  const rows: { provider: string; rows: number; oldest: Date }[] = await dataSource.query(
    `SELECT provider, count(*)::int AS rows, min(received_at) AS oldest
       FROM ingress WHERE state = 'new' GROUP BY provider`,
  );
  for (const provider of providers) {
    const found = rows.find((row) => row.provider === provider);
    const age = found ? Math.max(0, clock.now() - found.oldest.getTime()) / 1_000 : 0;
    ingressMetrics.rows.set({ provider }, found?.rows ?? 0);
    ingressMetrics.oldestAge.set({ provider }, age);
  }
}
