import { cities } from '../orders/cities.js';
import { carrierCodes, faultNames, planNames } from '../state/model.js';

export const text = (maxLength = 200): object => ({ type: 'string', minLength: 1, maxLength });
export const shopId = { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' };
const digits = { type: 'string', pattern: '^\\d{1,19}$' };
export const url = { type: ['string', 'null'], pattern: '^https?://.+' };
const region = { type: 'string', enum: cities.map((city) => city.region) };
export const faults = {
  type: 'array',
  maxItems: faultNames.length,
  items: { type: 'string', enum: faultNames },
};
export const quantity = { type: 'integer', minimum: 1, maximum: 1_000 };
const plan = { type: 'string', enum: planNames };
const carrier = { type: 'string', enum: carrierCodes };
const slowMs = { type: 'integer', minimum: 0, maximum: 120_000 };

export const object = (properties: Record<string, object>, ...required: string[]): object => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
export const list = (items: object, maxItems: number): object => ({
  type: 'array',
  minItems: 1,
  maxItems,
  items,
});

const addressFields = {
  name: text(40),
  phone: { type: 'string', pattern: '^1\\d{10}$' },
  region,
  detail: text(120),
};
const anchor = {
  oneOf: [{ type: 'null' }, object({ anchorId: digits, name: text(80), roomId: digits }, 'anchorId', 'name')],
};
const newLine = object(
  {
    skuCode: text(80),
    quantity,
    priceFen: { type: 'integer', minimum: 0, maximum: 100_000_000 },
    title: text(),
  },
  ...['skuCode', 'quantity', 'priceFen'],
);
const newOrder = object(
  {
    ref: text(80),
    lines: list(newLine, 50),
    anchor,
    address: object(addressFields),
    buyer: text(80),
    faults,
    pay: { type: 'boolean' },
  },
  'lines',
);
export const number = { type: 'string', pattern: '^[A-Z0-9]{6,32}$' };
const share = object({ skuCode: text(80), quantity }, 'skuCode', 'quantity');
const newParcel = object({ carrier, lines: list(share, 50), plan, faults, number });

/** Bodies of the control API. Anything not named here is refused. */
export const bodies = {
  nothing: object({}),
  targets: object({ douyinPushUrl: url, kdniaoPushUrl: url }),
  shop: object(
    {
      shopId,
      name: text(80),
      platform: text(20),
      appKey: text(80),
      appSecret: text(),
      originRegion: region,
    },
    'shopId',
  ),
  oneShop: object({ shopId }, 'shopId'),
  receiver: object({
    secret: { type: 'string', pattern: '^(whsec_)?[A-Za-z0-9+/]{8,}={0,2}$' },
    behave: { type: 'string', enum: ['ok', '500', 'slow', 'dead', '410'] },
    slowMs,
  }),
  robot: object({ behave: { type: 'string', enum: ['ok', '500', 'slow', 'dead', 'limited'] }, slowMs }),
  expire: object({ shopId, refreshToo: { type: 'boolean' } }, 'shopId'),
  orders: object({ shopId, orders: list(newOrder, 500) }, 'shopId', 'orders'),
  ship: object({ parcels: list(newParcel, 20) }, 'parcels'),
  address: { ...object(addressFields), minProperties: 1 },
  replace: object({ old: number, carrier, plan, faults }, 'old'),
  fault: object(
    {
      target: text(80),
      name: { type: 'string', enum: faultNames },
      times: { type: 'integer', minimum: 1 },
      share: { type: 'number', minimum: 0, maximum: 1 },
      forMs: { type: 'integer', minimum: 1, maximum: 86_400_000 },
    },
    ...['target', 'name'],
  ),
  settle: object({ timeoutMs: { type: 'integer', minimum: 1, maximum: 120_000 } }),
  flow: object(
    {
      running: { type: 'boolean' },
      perMinute: { type: 'integer', minimum: 1, maximum: 600 },
      shopId,
    },
    'running',
  ),
  burst: object(
    {
      shopId,
      perSecond: { type: 'integer', minimum: 1, maximum: 1_000 },
      orders: { type: 'integer', minimum: 1, maximum: 1_000_000 },
      ship: { type: 'boolean' },
    },
    ...['shopId', 'perSecond', 'orders'],
  ),
  history: object(
    {
      shopId,
      orders: { type: 'integer', minimum: 1, maximum: 10_000 },
      fromDaysAgo: { type: 'integer', minimum: 2, maximum: 90 },
      toDaysAgo: { type: 'integer', minimum: 1, maximum: 89 },
    },
    ...['shopId', 'orders', 'fromDaysAgo', 'toDaysAgo'],
  ),
};

/** Things with a truth of their own; the other kinds of the ledger are what was sent and received. */
export const thingKinds = ['orders', 'parcels', 'after-sales', 'bookings'] as const;
export type ThingKind = (typeof thingKinds)[number];

export const ledgerQuery = object(
  {
    kind: { type: 'string', enum: [...thingKinds, 'pushes', 'requests', 'robot', 'receiver', 'clock'] },
    since: { type: 'string', pattern: '^\\d{1,15}$' },
    limit: { type: 'string', pattern: '^\\d{1,4}$' },
  },
  'kind',
);
