import type { ApiBodyOptions } from '@nestjs/swagger';

const body = (example: object): ApiBodyOptions => ({ schema: { type: 'object', example } });

const accountId = '0192f0c1-2b3c-7d4e-8f50-617283940506';

/** What tracking and returns take about carrier accounts, for the API reference; they check it. */
export const accountBodies = {
  account: body({
    provider: 'kdniao',
    label: 'main',
    mode: 'live',
    limits: { queriesPerDay: 500 },
    credentials: { eBusinessId: '1000001', apiKey: '…' },
  }),
  credentials: body({ credentials: { eBusinessId: '1000001', apiKey: '…' }, overlapHours: 24 }),
  terms: body({ label: 'main', mode: 'live', limits: { queriesPerDay: 500 } }),
  preferences: body({
    preferences: [
      { operation: 'track', carrier: '*', accountIds: [accountId] },
      { operation: 'book', carrier: 'SF', accountIds: [accountId] },
    ],
  }),
} as const;
