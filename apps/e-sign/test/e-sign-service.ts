import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, createService, InternalTokenSigner } from '@cartrail/service-kit';
import { startTestService, TENANT, testServers, type HttpAnswer, type TestService } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { ESignConfig } from '../src/config.js';
import { eSignModule } from '../src/e-sign.module.js';
import { acceptForms } from '../src/inbound/http/accept-forms.js';
import { eSignMigrations } from '../src/outbound/postgres/migrations/index.js';
import { signingKey } from './keys.js';

const pair = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const tokens = new InternalTokenSigner(base64(pair.privateKey));

/** Settings two processes of one service share. */
export const secrets = {
  INTERNAL_TOKEN_PUBLIC_KEY: base64(pair.publicKey),
  FIELD_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  SIGNING_KEYS: signingKey('k1'),
  PHOTO_LINK_SECRET: randomBytes(32).toString('hex'),
};

export interface ESign {
  readonly service: TestService;
  /** Where its photos are. */
  readonly objects: string;
  stop(): Promise<void>;
}

export async function startESign(settings: Partial<ESignConfig> = {}): Promise<ESign> {
  const objects = await mkdtemp(join(tmpdir(), 'cartrail-objects-'));
  const service = await startTestService({
    service: 'e-sign',
    migrations: eSignMigrations,
    app: async ({ databaseUrl, brokers, topicPrefix, clock }) => {
      const config = Object.assign(new ESignConfig(), {
        PORT: 1,
        DATABASE_URL: databaseUrl,
        KAFKA_BROKERS: brokers.join(','),
        TOPIC_PREFIX: topicPrefix,
        NODE_ENV: 'test',
        OBJECT_STORE_DIR: objects,
        ...secrets,
        ...settings,
      });
      const module = eSignModule(config, { clock, log: () => undefined });
      const app = await createService({ module, logger: createLogger('e-sign', 'silent') });
      await acceptForms(app);
      return app;
    },
  });
  return {
    service,
    objects,
    stop: async () => {
      await service.stop();
      await rm(objects, { recursive: true });
    },
  };
}

const SCOPES = ['sign-offs:write', 'sign-offs:read'];

export const tokenFor = (tenantId = TENANT, scopes = SCOPES): Promise<string> =>
  tokens.sign({ tenantId, memberId: 'm1', roles: ['warehouse'], scopes }, 'e-sign');

export interface Sent {
  readonly record: unknown;
  readonly why?: string;
  readonly files?: Readonly<Record<string, Buffer>>;
  readonly key?: string;
  readonly tenantId?: string;
  readonly path?: string;
}

let keys = 0;
export const newKey = (): string => `key-${(keys += 1)}`;

/** A form as a browser or a scanner sends it. */
export async function formOf({ record, why, files = {} }: Sent): Promise<{ type: string; body: Buffer }> {
  const form = new FormData();
  if (record !== undefined) form.set('record', typeof record === 'string' ? record : JSON.stringify(record));
  if (why !== undefined) form.set('why', why);
  for (const [part, bytes] of Object.entries(files))
    form.append(part, new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }), `${part}.bin`);
  const response = new Response(form);
  return {
    type: response.headers.get('content-type') ?? '',
    body: Buffer.from(await response.arrayBuffer()),
  };
}

export async function send(service: TestService, sent: Sent): Promise<HttpAnswer> {
  const { type, body } = await formOf(sent);
  const headers = {
    authorization: `Bearer ${await tokenFor(sent.tenantId)}`,
    'content-type': type,
    'idempotency-key': sent.key ?? newKey(),
  };
  return service.http({ method: 'POST', url: sent.path ?? '/internal/sign-offs', headers, body });
}

export async function get(service: TestService, url: string, tenantId?: string): Promise<HttpAnswer> {
  const headers = { authorization: `Bearer ${await tokenFor(tenantId)}` };
  return service.http({ method: 'GET', url, headers });
}

/** Every object there is, by `<tenant>/<hash>`, and what lies staged. */
export async function objectsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
}

/** A session of the owner, or of somebody row-level security does not hold. */
export async function sessionAs<T>(url: string, work: (session: DataSource) => Promise<T>): Promise<T> {
  const session = await new DataSource({ type: 'postgres', url, poolSize: 1 }).initialize();
  try {
    return await work(session);
  } finally {
    await session.destroy();
  }
}

export function superuserUrl(service: TestService): string {
  const url = new URL(testServers().adminUrl);
  url.pathname = `/${service.database.name}`;
  return url.toString();
}
