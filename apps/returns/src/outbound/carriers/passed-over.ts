import { Counter } from 'prom-client';

export const passedOver = new Counter({
  name: 'returns_accounts_passed_over_total',
  help: 'Carrier calls that went to the next account, by whose did not serve and why',
  labelNames: ['operation', 'provider', 'why'],
});
