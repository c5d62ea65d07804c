import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { ChangeShell, Timers, type AnyChange } from '@cartrail/messaging';
import { createLogger, createService, InternalTokenSigner } from '@cartrail/service-kit';
import { startTestService, TENANT, type HttpAnswer, type TestService } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { TrackingConfig } from '../src/config.js';
import { trackingMigrations } from '../src/outbound/postgres/migrations/index.js';
import { trackingModule } from '../src/tracking.module.js';

const API_KEY = 'test-kdniao-key';
const keys = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const base64 = (text: string) => Buffer.from(text).toString('base64');
const FIELD_KEYS = `k1:${randomBytes(32).toString('base64')}`;
const signer = new InternalTokenSigner(base64(keys.privateKey));

/** Speaks KDNiao's form: answers subscriptions, and queries with what it was told of the number. */
export class FakeKdniao {
  readonly traces = new Map<string, readonly Trace[]>();
  readonly asked: { readonly type: string; readonly number: string }[] = [];
  /** Answers nothing for so many calls. */
  silentFor = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeKdniao> {
    const server = createServer();
    const fake = new FakeKdniao(server);
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => response.end(fake.answer(new URLSearchParams(body), () => response.destroy())));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(form: URLSearchParams, hangUp: () => void): string {
    const { LogisticCode, ShipperCode } = JSON.parse(form.get('RequestData') ?? '{}') as Record<
      string,
      string
    >;
    this.asked.push({ type: form.get('RequestType') ?? '', number: LogisticCode ?? '' });
    if (this.silentFor > 0) {
      this.silentFor -= 1;
      hangUp();
      return '';
    }
    const Traces = this.traces.get(LogisticCode ?? '') ?? [];
    return JSON.stringify({
      EBusinessID: '1000001',
      ShipperCode,
      LogisticCode,
      Success: true,
      Reason: '',
      State: '2',
      Traces,
    });
  }
}

export interface Trace {
  readonly AcceptTime: string;
  readonly AcceptStation: string;
  readonly Action: string;
  readonly Location: string;
}

export const trace = (AcceptTime: string, Action: string, AcceptStation = `扫描 ${Action}`): Trace => ({
  AcceptTime,
  Action,
  AcceptStation,
  Location: '杭州市',
});

export function signedPush(number: string, traces: readonly Trace[], apiKey = API_KEY): string {
  const item = {
    EBusinessID: '1000001',
    ShipperCode: 'YTO',
    LogisticCode: number,
    Success: true,
    State: '2',
    Traces: traces,
  };
  const RequestData = JSON.stringify({
    EBusinessID: '1000001',
    PushTime: '2026-11-23 10:00:00',
    Count: '1',
    Data: [item],
  });
  const hex = createHash('md5')
    .update(RequestData + apiKey)
    .digest('hex');
  return new URLSearchParams({ RequestData, RequestType: '102', DataSign: base64(hex) }).toString();
}

type Settings = Partial<TrackingConfig>;
type Environment = TestService['environment'];

const appWith =
  (kdniao: Pick<FakeKdniao, 'url'>, settings: Settings, alter = (module: DynamicModule) => module) =>
  ({ databaseUrl, brokers, topicPrefix, clock }: Environment): Promise<INestApplication> => {
    const config = Object.assign(new TrackingConfig(), {
      PORT: 1,
      DATABASE_URL: databaseUrl,
      KAFKA_BROKERS: brokers.join(','),
      TOPIC_PREFIX: topicPrefix,
      NODE_ENV: 'test',
      INTERNAL_TOKEN_PUBLIC_KEY: base64(keys.publicKey),
      FIELD_KEYS,
      CARRIER_BASE_URLS: `kdniao=${kdniao.url}`,
      POLL_INTERVAL_MS: 200,
      SWEEP_INTERVAL_MS: 200,
      ...settings,
    });
    const module = alter(trackingModule(config, { clock, log: () => undefined }));
    return createService({ module, logger: createLogger('tracking', 'silent') });
  };

export async function startTracking(
  kdniao: Pick<FakeKdniao, 'url'>,
  settings: Settings = {},
  alter?: (module: DynamicModule) => DynamicModule,
): Promise<TestService> {
  const app = appWith(kdniao, settings, alter);
  return startTestService({ service: 'tracking', migrations: trackingMigrations, app });
}

/** The service once more on the same database, reached over HTTP and by no topic; closed before the first one stops. */
export async function startBeside(
  { environment }: TestService,
  kdniao: Pick<FakeKdniao, 'url'>,
  settings: Settings = {},
): Promise<INestApplication> {
  const app = await appWith(kdniao, settings)(environment);
  await app.listen(0, '127.0.0.1');
  return app;
}

export async function command(
  service: TestService,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  url: string,
  body?: object,
  { tenantId = TENANT, key }: { readonly tenantId?: string; readonly key?: string } = {},
): Promise<HttpAnswer> {
  const scopes = ['carrier-accounts:write', 'alert-thresholds:write', 'alerts:write', 'carriers:recognise'];
  const token = await signer.sign({ tenantId, memberId: 'm1', roles: ['support'], scopes }, 'tracking');
  const headers = { authorization: `Bearer ${token}`, ...(key !== undefined && { 'idempotency-key': key }) };
  return service.http({ method, url, headers, ...(body && { body }) });
}

/** The account's callback path. */
export async function connect(service: TestService, provider: string, credentials: object): Promise<string> {
  const body = { provider, label: 'main', credentials };
  const answer = await command(service, 'POST', '/internal/carrier-accounts', body);
  if (answer.status !== 201) throw new Error(`account refused: ${answer.text}`);
  return (answer.body as { callbackPath: string }).callbackPath;
}

export const connectKdniao = (service: TestService): Promise<string> =>
  connect(service, 'kdniao', { eBusinessId: '1000001', apiKey: API_KEY });

/** Does at once what the timers would do in time: asks about quiet parcels, then looks twice for what is late. */
export async function sweep(service: TestService): Promise<void> {
  const timers = service.app.get(Timers, { strict: false });
  await service.caughtUp();
  await timers.runNow('tracking.poll');
  await service.caughtUp();
  // The first look after business time has jumped only clears.
  await timers.runNow('tracking.sweep');
  await timers.runNow('tracking.sweep');
  await service.caughtUp();
}

/** How many statements the changes cost in one transaction. */
export function statementsOf(
  service: TestService,
  changes: readonly AnyChange[],
  tenantId = TENANT,
): Promise<number> {
  return service.app.get(DataSource).transaction(async (tx) => {
    const query = tx.query.bind(tx);
    let statements = 0;
    tx.query = <T>(sql: string, parameters?: unknown[]): Promise<T> => {
      statements += 1;
      return query(sql, parameters);
    };
    await service.app.get(ChangeShell, { strict: false }).apply(tx, [tenantId], changes);
    return statements;
  });
}

export const push = (service: TestService, url: string, body: string): Promise<HttpAnswer> =>
  service.http({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body,
  });
