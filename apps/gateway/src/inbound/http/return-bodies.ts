import type { ApiBodyOptions } from '@nestjs/swagger';

const body = (example: object): ApiBodyOptions => ({ schema: { type: 'object', example } });

/** What the returns service takes, for the API reference. It checks it; the gateway passes it on. */
export const returnBodies = {
  request: body({
    orderId: '0193f0a0-0000-7000-8000-000000000001',
    lines: [{ lineId: '0193f0a0-0000-7000-8000-000000000011', quantity: 1 }],
    reason: 'no_reason',
  }),
  confirmation: body({
    offerId: '0193f0a0-0000-7000-8000-000000000041',
    slot: { from: '2026-11-27T01:00:00.000Z', to: '2026-11-27T03:00:00.000Z' },
    contact: { name: '王小桃', phone: '13800001234', address: '广东省广州市天河区…', regionCode: '440106' },
  }),
  change: body({
    offerId: '0193f0a0-0000-7000-8000-000000000042',
    slot: { from: '2026-11-27T05:00:00.000Z', to: '2026-11-27T07:00:00.000Z' },
  }),
  note: body({ note: 'agreed by phone' }),
  why: body({ why: 'keeps it' }),
  settlement: body({ amountFen: 9_900, buyerAgreed: true, note: 'a button is missing' }),
  policy: body({ windowDays: 15 }),
  rateCard: body({ zones: { Z1: { firstFen: 600, nextFen: 150 } }, stepGrams: 1_000, divisor: 8_000 }),
  settings: body({ autoApprove: false }),
  warehouse: body({
    name: '退货组',
    phone: '0571-88880000',
    address: '浙江省杭州市余杭区…',
    regionCode: '330110',
  }),
  signOff: {
    schema: {
      type: 'object',
      properties: {
        record: {
          type: 'string',
          description:
            'JSON: number or returnId, warehouseCode, deviceId, signerName, packageState, items[], photos[]',
        },
        photo1: { type: 'string', format: 'binary' },
      },
    },
  } satisfies ApiBodyOptions,
} as const;
