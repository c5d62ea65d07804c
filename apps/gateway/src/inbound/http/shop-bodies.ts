import type { ApiBodyOptions } from '@nestjs/swagger';

const body = (example: object): ApiBodyOptions => ({ schema: { type: 'object', example } });

const applicationId = '0192f0c1-2b3c-7d4e-8f50-617283940506';

/** What order-sync takes about shops and applications, for the API reference; it checks them. */
export const shopBodies = {
  application: body({
    platform: 'kuaishou',
    name: '自用应用',
    credentials: { appKey: 'ks6…', appSecret: '…', signSecret: '…', messageSecret: '…' },
    settings: { reasonCodes: '2:quality' },
  }),
  credentials: body({ credentials: { appKey: 'ks6…', appSecret: '…' }, overlapHours: 24 }),
  settings: body({ settings: { callsPerSecond: '300' } }),
  shop: body({ platform: 'douyin', vendorShopId: '1000000001', name: '小桃美妆', merchantId: 'm-1' }),
  authorisation: body({ platform: 'kuaishou', applicationId, name: '小桃美妆', merchantId: 'm-1' }),
} as const;
