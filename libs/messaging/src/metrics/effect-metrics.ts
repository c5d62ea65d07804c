import { Counter } from 'prom-client';

export const effectMetrics = {
  finished: new Counter({
    name: 'effects_total',
    help: 'Attempts of effects by what came of them',
    labelNames: ['kind', 'state'],
  }),
};
