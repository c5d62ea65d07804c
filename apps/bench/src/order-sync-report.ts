import { median, type OrderSync, spread } from './rounds.js';

export function orderSyncText({ latency, burst, statements, imported, backfill, notes }: OrderSync): string {
  const ratios = imported.map(({ perSecond, limit }) => perSecond / limit);
  const [offered, found] = [sum(imported, 'offered'), sum(imported, 'found')];
  const rate = median(imported.map(({ perSecond }) => perSecond));
  const limit = median(imported.map((round) => round.limit));
  return [
    'order-sync  orders from a platform until they are told on Kafka, the platform asked each time',
    `     push → event  p50 ${ms(latency.p50)}, p99 ${ms(latency.p99)} at ${latency.perSecond} orders/s; ${counts(latency.offered, latency.found)}`,
    `     burst         acknowledged p50 ${ms(burst.ackP50)}, p99 ${ms(burst.ackP99)}; ${burst.acknowledged} of ${burst.pushes} pushes at ${burst.perSecond.toFixed(0)}/s, ${burst.repeated} answered 503 and pushed again`,
    `                   ${burst.orders} orders at the platform: lost ${burst.lost}, doubled ${burst.doubled}, wrong ${burst.wrong}; ${drained(burst.drainSeconds)}, never above ${burst.peakMb.toFixed(0)} MB`,
    `     import        ${median(ratios).toFixed(3)} ± ${(spread(ratios) * 100).toFixed(0)} %   ${rate.toFixed(0)} order lines/s of R = ${limit.toFixed(0)}/s; rounds ${ratios.map((each) => each.toFixed(3)).join(' ')}; ${counts(offered, found)}`,
    `     statements    ${statements.one} for a batch of 1 order, ${statements.hundred} for one of 100; the most of ${statements.found.join(' and ')} of ${statements.batches} batches`,
    `     memory        ${backfill.memoryMb.map((each) => each.toFixed(0)).join(' ')} MB before and after each tenth of ${backfill.orders} orders, never above ${backfill.peakMb.toFixed(0)}`,
    ...notes.map((note) => `     ${note}`),
  ].join('\n');
}

const ms = (value: number): string => `${value.toFixed(1)} ms`;

const counts = (offered: number, found: number): string =>
  offered === found ? `offered = found = ${found}` : `OFFERED ${offered}, FOUND ${found}`;

const drained = (seconds: number | undefined): string =>
  seconds === undefined
    ? 'NOT DRAINED after 5 minutes'
    : `drained ${seconds.toFixed(1)} s after the last push`;

const sum = (rounds: OrderSync['imported'], part: 'offered' | 'found'): number =>
  rounds.reduce((total, round) => total + round[part], 0);

export function orderSyncJson({ latency, burst, statements, imported, backfill }: OrderSync): object {
  return {
    latency,
    burst: { ...burst, drainSeconds: burst.drainSeconds ?? null },
    import: {
      ratio: median(imported.map(({ perSecond, limit }) => perSecond / limit)),
      perSecond: median(imported.map(({ perSecond }) => perSecond)),
      limit: median(imported.map(({ limit }) => limit)),
      offered: sum(imported, 'offered'),
      found: sum(imported, 'found'),
    },
    statements,
    backfill: { ...backfill, growthMb: (backfill.memoryMb.at(-1) ?? 0) - (backfill.memoryMb[1] ?? 0) },
  };
}
