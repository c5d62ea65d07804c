import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createLogger, createService, InternalTokenSigner } from '@cartrail/service-kit';
import { startTestService, TENANT, type HttpAnswer, type TestService } from '@cartrail/testing';
import { NotifyConfig } from '../src/config.js';
import { notifyModule } from '../src/notify.module.js';
import { migrations } from '../src/outbound/postgres/migrations/index.js';

const keys = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const signer = new InternalTokenSigner(base64(keys.privateKey));

/** The middle of every spread: the schedule itself. */
const NO_JITTER = 0.5;

export const startNotify = (): Promise<TestService> =>
  startTestService({
    service: 'notify',
    migrations,
    app: ({ databaseUrl, brokers, topicPrefix, clock }) => {
      const config = Object.assign(new NotifyConfig(), {
        PORT: 1,
        DATABASE_URL: databaseUrl,
        KAFKA_BROKERS: brokers.join(','),
        TOPIC_PREFIX: topicPrefix,
        NODE_ENV: 'test',
        INTERNAL_TOKEN_PUBLIC_KEY: base64(keys.publicKey),
        FIELD_KEYS: `k1:${randomBytes(32).toString('base64')}`,
        WEBHOOK_ALLOW_LOOPBACK: true,
      });
      const module = notifyModule(config, { clock, random: () => NO_JITTER, log: () => undefined });
      return createService({ module, logger: createLogger('notify', 'silent') });
    },
  });

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly tenantId?: string;
  readonly key?: string;
}

export async function ask(
  service: TestService,
  { method, path, body, tenantId = TENANT, key }: Asked,
): Promise<HttpAnswer> {
  const caller = {
    tenantId,
    memberId: 'm1',
    roles: ['merchant'],
    scopes: ['webhooks:write', 'robots:write'],
  };
  const token = await signer.sign(caller, 'notify');
  const headers = {
    authorization: `Bearer ${token}`,
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  };
  return service.http({ method, url: `/internal${path}`, headers, body });
}

export interface OpenedEndpoint {
  readonly endpointId: string;
  readonly secret: string;
}

export async function openEndpoint(
  service: TestService,
  url: string,
  eventTypes?: readonly string[],
): Promise<OpenedEndpoint> {
  const answer = await ask(service, {
    method: 'POST',
    path: '/webhook-endpoints',
    body: { url, eventTypes },
  });
  if (answer.status !== 201) throw new Error(`endpoint refused: ${answer.text}`);
  return answer.body as OpenedEndpoint;
}

export interface Attempt {
  readonly deliveryId: string;
  readonly eventId: string;
  readonly number: number;
  readonly at: string;
  readonly result: string;
  readonly status?: number;
  readonly error?: string;
  readonly response?: string;
}

/** Newest first. */
export async function attemptsOf(service: TestService, endpointId: string): Promise<readonly Attempt[]> {
  const answer = await ask(service, {
    method: 'GET',
    path: `/webhook-endpoints/${endpointId}/attempts?limit=200`,
  });
  return (answer.body as { data: Attempt[] }).data;
}
