import type { ApiBodyOptions, ApiResponseNoStatusOptions } from '@nestjs/swagger';

const answer = (example: object) => ({ schema: { type: 'object', example } }) as const;

const recognition: ApiBodyOptions = {
  schema: {
    type: 'object',
    required: ['numbers'],
    properties: {
      numbers: {
        type: 'array',
        minItems: 1,
        maxItems: 100,
        items: { type: 'string', minLength: 1, maxLength: 50 },
        description: 'Letters, digits, spaces and hyphens.',
      },
      ask: {
        type: 'boolean',
        default: false,
        description: 'Whether the tenant’s aggregators may be asked about what is not certain.',
      },
    },
    example: { numbers: ['YT1234567890123', '218000000001'], ask: true },
  },
};

const list: ApiResponseNoStatusOptions = answer({
  data: [
    {
      code: 'SF',
      name: { zh: '顺丰速运', en: 'SF Express' },
      codes: { kdniao: 'SF', kuaidi100: 'shunfeng', taobao: 'SF', douyin: 'shunfeng' },
      needsPhoneTail: true,
      providers: { follow: ['kdniao', 'kuaidi100', 'sf'], book: ['kdniao', 'kuaidi100', 'sf'] },
    },
  ],
  nextCursor: null,
  hasMore: false,
});

const recognised: ApiResponseNoStatusOptions = answer({
  data: [
    {
      number: '218000000001',
      certain: false,
      candidates: [
        {
          carrier: 'ZTO',
          name: { zh: '中通快递', en: 'ZTO Express' },
          confidence: 'likely',
          reasons: ['in one of its ranges', '3 of the tenant’s own parcels'],
        },
        {
          carrier: 'SF',
          name: { zh: '顺丰速运', en: 'SF Express' },
          confidence: 'possible',
          reasons: ['in one of its ranges'],
        },
      ],
      asked: [{ provider: 'kdniao', outcome: 'throttled' }],
    },
  ],
});

/** What is taken and answered about carriers, for the API reference; tracking checks what is taken. */
export const carrierBodies: {
  readonly recognition: ApiBodyOptions;
  readonly list: ApiResponseNoStatusOptions;
  readonly recognised: ApiResponseNoStatusOptions;
} = { recognition, list, recognised };
