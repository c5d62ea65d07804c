import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { OrderLine } from '@cartrail/contracts';
import { DAY, newId, toIso, toShortId } from '@cartrail/kernel';
import { createLogger, createService, InternalTokenSigner } from '@cartrail/service-kit';
import {
  anAfterSaleAgreed,
  anAfterSaleRequested,
  anOrderImported,
  anOrderLine,
  anOrderShipped,
  aWaybillDelivered,
  startTestService,
  TENANT,
  TEST_MORNING,
  type HttpAnswer,
  type TestService,
} from '@cartrail/testing';
import { ReturnsConfig } from '../src/config.js';
import { returnsMigrations } from '../src/outbound/postgres/migrations/index.js';
import { returnsModule } from '../src/returns.module.js';
import type { FakeKuaidi100 } from './fake-kuaidi100.js';

const keys = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const base64 = (text: string) => Buffer.from(text).toString('base64');
const signer = new InternalTokenSigner(base64(keys.privateKey));

const SCOPES = [
  'returns:request',
  'returns:read',
  'returns:confirm',
  'returns:approve',
  'returns:cancel',
  'returns:settle',
  'return-policies:write',
  'warehouses:write',
  'carrier-accounts:write',
];

export const startReturns = (
  kuaidi100: FakeKuaidi100,
  settings: Partial<ReturnsConfig> = {},
): Promise<TestService> =>
  startTestService({
    service: 'returns',
    migrations: returnsMigrations,
    app: ({ databaseUrl, brokers, topicPrefix, clock }) => {
      const config = Object.assign(new ReturnsConfig(), {
        PORT: 1,
        DATABASE_URL: databaseUrl,
        KAFKA_BROKERS: brokers.join(','),
        TOPIC_PREFIX: topicPrefix,
        NODE_ENV: 'test',
        INTERNAL_TOKEN_PUBLIC_KEY: base64(keys.publicKey),
        FIELD_KEYS: `k1:${randomBytes(32).toString('base64')}`,
        CARRIER_BASE_URLS: `kuaidi100=${kuaidi100.url}`,
        CALLBACK_BASE_URL: 'http://gateway.test',
        PLATFORM_FORM_URLS: 'douyin=https://platform.test/after-sales?order={order}',
        SWEEP_INTERVAL_MS: 200,
        RECONCILE_INTERVAL_MS: 200,
        FIND_AFTER_MS: 50,
        ...settings,
      });
      const module = returnsModule(config, { clock, log: () => undefined });
      return createService({ module, logger: createLogger('returns', 'silent') });
    },
  });

interface Call {
  readonly tenantId?: string;
  readonly key?: string;
  readonly roles?: readonly string[];
  readonly shopIds?: readonly string[];
  readonly scopes?: readonly string[];
}

export async function call(
  service: TestService,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  url: string,
  body?: object,
  { tenantId = TENANT, key, roles = ['support'], shopIds, scopes = SCOPES }: Call = {},
): Promise<HttpAnswer> {
  const caller = { tenantId, memberId: 'm1', roles, scopes, ...(shopIds && { shopIds }) };
  const token = await signer.sign(caller, 'returns');
  const headers = {
    authorization: `Bearer ${token}`,
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  };
  return service.http({ method, url, headers, ...(body && { body }) });
}

export const WAREHOUSE = {
  name: '退货组',
  phone: '0571-88888888',
  address: '浙江省杭州市余杭区仓前街道 1 号',
  regionCode: '330110',
};
export const CONTACT = {
  name: '张三',
  phone: '13812340001',
  address: '上海市浦东新区世纪大道 8 号 1201 室',
  regionCode: '310115',
};

/** A return address and an account that can book. */
export async function equip(service: TestService, tenantId = TENANT): Promise<void> {
  await call(service, 'PUT', '/internal/return-warehouses/HZ1', WAREHOUSE, { tenantId });
  const accountId = newId();
  const answer = await call(
    service,
    'POST',
    '/internal/carrier-accounts',
    {
      accountId,
      connectionId: `${tenantId}-${toShortId(accountId)}`,
      provider: 'kuaidi100',
      label: 'main',
      credentials: { key: 'test-key', secret: 'test-secret', salt: 'test-salt-1' },
    },
    { tenantId },
  );
  if (answer.status !== 201) throw new Error(`account refused: ${answer.text}`);
}

export interface Bought {
  readonly orderId: string;
  readonly shopId: string;
  readonly buyerRef: string;
  readonly lines: readonly OrderLine[];
}

let numbers = 0;
export const aNumber = (prefix = 'YT'): string => `${prefix}${String((numbers += 1)).padStart(13, '0')}`;

/** An order of two lines (two shirts, one cap), delivered so many milliseconds before now. */
export async function bought(
  service: TestService,
  { deliveredAgo = DAY, buyerRef = `b_${newId()}` }: { deliveredAgo?: number; buyerRef?: string } = {},
): Promise<Bought> {
  const [orderId, shopId] = [newId(), newId()];
  const lines = [
    anOrderLine({
      quantity: 2,
      amountFen: 19_800,
      payAmountFen: 19_800,
      category: 'APPAREL',
      weightGrams: 700,
    }),
    anOrderLine({
      quantity: 1,
      amountFen: 9_900,
      payAmountFen: 9_900,
      category: 'APPAREL',
      weightGrams: 300,
    }),
  ];
  const number = aNumber();
  const now = service.clock.now();
  await service.given(
    anOrderImported({
      orderId,
      shopId,
      lines,
      buyerRef,
      orderAmountFen: 29_700,
      payAmountFen: 29_700,
      warehouseCode: 'HZ1',
      fromRegion: '330110',
    }),
    anOrderShipped({
      orderId,
      shopId,
      number,
      lines: lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
    }),
  );
  await service.given(
    aWaybillDelivered({ number, orderIds: [orderId], scannedAt: toIso(now - deliveredAgo) }),
  );
  return { orderId, shopId, buyerRef, lines };
}

export interface Case {
  readonly afterSaleId: string;
  readonly orderId: string;
  readonly shopId: string;
}

/** The buyer asks at the platform for one unit of each of these lines. */
export async function asked(
  service: TestService,
  { orderId, shopId, buyerRef }: Bought,
  lines: readonly OrderLine[],
  more: Partial<Parameters<typeof anAfterSaleRequested>[0]> = {},
): Promise<Case> {
  const ref: Case = { afterSaleId: newId(), orderId, shopId };
  const at = toIso(service.clock.now());
  await service.given(
    anAfterSaleRequested({
      ...ref,
      buyerRef,
      lines: lines.map(({ lineId }) => ({ lineId, quantity: 1 })),
      refundAmountFen: lines.length * 9_900,
      appliedAt: at,
      sourceUpdatedAt: at,
      ...more,
    }),
  );
  return ref;
}

export const agree = (service: TestService, ref: Case, by = 'cartrail'): Promise<void> =>
  service.given(
    anAfterSaleAgreed({
      ...ref,
      by,
      agreedAt: toIso(service.clock.now()),
      shipBy: toIso(service.clock.now() + 7 * DAY),
    }),
  );

/** The return of this case, as its events name it. */
export function returnOf(service: TestService, { afterSaleId }: Case): string {
  const found = service
    .published('ReturnRequested')
    .map(({ data }) => data as { returnId: string; afterSaleId?: string })
    .find((data) => data.afterSaleId === afterSaleId);
  if (!found) throw new Error('no return for this case');
  return found.returnId;
}

export interface ShownOffer {
  readonly offerId: string;
  readonly carrier: string;
  readonly priceFen: number;
  readonly priceKind: string;
  readonly why: readonly string[];
  readonly slots: readonly { readonly from: string; readonly to: string }[];
}

export async function offersFor(service: TestService, returnId: string): Promise<readonly ShownOffer[]> {
  const answer = await call(service, 'GET', `/internal/returns/${returnId}/offers`);
  if (answer.status !== 200) throw new Error(`no offers: ${answer.text}`);
  return (answer.body as { offers: ShownOffer[] }).offers;
}

/** The body of a confirmation: the best offer in its last slot. */
export async function choice(service: TestService, returnId: string): Promise<object> {
  const [offer] = await offersFor(service, returnId);
  return { offerId: offer?.offerId, slot: offer?.slots.at(-1), contact: CONTACT };
}

export const confirmUrl = (returnId: string): string => `/internal/returns/${returnId}/confirmation`;

export async function show(service: TestService, returnId: string): Promise<Record<string, unknown>> {
  return (await call(service, 'GET', `/internal/returns/${returnId}`)).body as Record<string, unknown>;
}

/** Names of the events of one aggregate, in order. */
export const names = (service: TestService, id: string): string[] =>
  service.recorder
    .all()
    .filter(({ key }) => key.endsWith(`:${id}`))
    .map(({ event }) => event.type.split('.').at(-2) ?? '');

export { TENANT, TEST_MORNING };
