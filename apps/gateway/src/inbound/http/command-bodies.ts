import type { ApiBodyOptions } from '@nestjs/swagger';

/** What the owners take, for the API reference. The owners check it; the gateway passes it on unread. */
const body = (example: object): ApiBodyOptions => ({ schema: { type: 'object', example } });

export const commandBodies = {
  skus: body({ skus: [{ skuCode: 'SKU-TEE-M', category: 'apparel', weightGrams: 250, title: 'T恤' }] }),
  warehouse: body({ name: '杭州仓', regionCode: '330100' }),
  disclosure: body({ reason: 'buyer asked to correct the address' }),
  threshold: body({ detector: 'NOT_PICKED', hours: 48 }),
  acknowledgement: body({ note: 'carrier called' }),
  webhookEndpoint: body({
    url: 'https://example.com/cartrail',
    eventTypes: ['cn.cartrail.tracking.alert.raised.v1'],
  }),
  endpointAction: body({ from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' }),
  robot: body({ kind: 'wecom', url: 'https://example.com/robot' }),
} as const;
