import { join } from 'node:path';
import { repositoryRoot } from './paths.js';
import type { Ports } from './ports.js';
import type { Secrets } from './secrets.js';

export type ServiceName = 'gateway' | 'order-sync' | 'tracking' | 'returns' | 'e-sign' | 'notify';

/** Every service of the stack, in the order of its migrations. */
export const serviceNames: readonly ServiceName[] = [
  'order-sync',
  'tracking',
  'returns',
  'e-sign',
  'notify',
  'gateway',
];

/** How a service's database and roles are called. */
export interface DatabaseNames {
  readonly database: string;
  readonly owner: string;
  readonly app: string;
}

export function databaseNames(service: ServiceName): DatabaseNames {
  const base = `cartrail_${service.replaceAll('-', '_')}`;
  return { database: base, owner: `${base}_owner`, app: `${base}_app` };
}

/** What the environment of the stack is made from. */
export interface Surroundings {
  readonly ports: Ports;
  readonly brokers: readonly string[];
  /** An administrator's URL; the services get their own roles. */
  readonly adminUrl: string;
  readonly topicPrefix: string;
  /** Folder of the warehouse's photos. */
  readonly objects: string;
  readonly secrets: Secrets;
}

export const urlOf = (ports: Ports, name: keyof Ports): string => `http://127.0.0.1:${ports[name]}`;

export function databaseUrl(adminUrl: string, user: string, password: string, database: string): string {
  const url = new URL(adminUrl);
  url.username = user;
  url.password = password;
  url.pathname = `/${database}`;
  return url.toString();
}

export const entryPoint = (app: string, file: string): string =>
  join(repositoryRoot, 'apps', app, 'dist', file);

/** The complete settings of one service process. */
export function serviceEnvironment(service: ServiceName, from: Surroundings): NodeJS.ProcessEnv {
  const { database, app } = databaseNames(service);
  return {
    ...process.env,
    NODE_ENV: 'development',
    PORT: String(from.ports[service]),
    DATABASE_URL: databaseUrl(from.adminUrl, app, from.secrets.rolePassword, database),
    KAFKA_BROKERS: from.brokers.join(','),
    TOPIC_PREFIX: from.topicPrefix,
    CLOCK_URL: urlOf(from.ports, 'simulators'),
    INTERNAL_TOKEN_PUBLIC_KEY: from.secrets.tokenPublicKey,
    FIELD_KEYS: from.secrets.fieldKeys,
    OUTBOX_SHARDS: process.env.OUTBOX_SHARDS ?? '2',
    ...cadence(),
    ...ownSettings(service, from),
  };
}

/** The simulated clock jumps over days, so what looks at the business time looks often. */
const cadence = (): NodeJS.ProcessEnv => ({
  POLL_INTERVAL_MS: process.env.POLL_INTERVAL_MS ?? '2000',
  SWEEP_INTERVAL_MS: process.env.SWEEP_INTERVAL_MS ?? '400',
});

/** No provider is reached from a machine of our own, whatever account is connected there; a test compares the registry. */
const simulated = ['kdniao', 'kuaidi100', 'sf', 'zto', 'yto', 'sto', 'yunda', 'jt', 'jdl', 'ems', 'deppon'];

const carrierBaseUrls = (simulators: string): string =>
  simulated.map((provider) => `${provider}=${simulators}/${provider}`).join(',');

function ownSettings(service: ServiceName, from: Surroundings): NodeJS.ProcessEnv {
  const { ports, secrets } = from;
  const simulators = urlOf(ports, 'simulators');
  switch (service) {
    case 'order-sync':
      return {
        DOUYIN_BASE_URL: `${simulators}/douyin`,
        DOUYIN_APP_KEY: '7000000000000000001',
        DOUYIN_APP_SECRET: 'sample-douyin-secret',
        DOUYIN_REASON_CODES: '1:no_reason,2:quality,3:wrong_item,4:short,5:transit_damage,6:not_as_described',
        DOUYIN_SECOND_CONSENT: 'true',
        BUYER_INDEX_KEYS: secrets.buyerIndexKeys,
        CALLBACK_BASE_URL: urlOf(ports, 'order-sync'),
        PLATFORM_ANY_HOST: 'true',
      };
    case 'tracking':
      return {
        CARRIER_BASE_URLS: carrierBaseUrls(simulators),
        CALLBACK_BASE_URL: urlOf(ports, 'tracking'),
      };
    case 'returns':
      return {
        CARRIER_BASE_URLS: carrierBaseUrls(simulators),
        CALLBACK_BASE_URL: urlOf(ports, 'tracking'),
        RECONCILE_INTERVAL_MS: '1000',
        FIND_AFTER_MS: '500',
      };
    case 'e-sign':
      return {
        SIGNING_KEYS: secrets.signingKeys,
        PHOTO_LINK_SECRET: secrets.photoLinkSecret,
        OBJECT_STORE_DIR: from.objects,
      };
    case 'notify':
      return { WEBHOOK_ALLOW_LOOPBACK: 'true' };
    case 'gateway':
      return {
        INTERNAL_TOKEN_PRIVATE_KEY: secrets.tokenPrivateKey,
        ORDER_SYNC_URL: urlOf(ports, 'order-sync'),
        TRACKING_URL: urlOf(ports, 'tracking'),
        RETURNS_URL: urlOf(ports, 'returns'),
        ESIGN_URL: urlOf(ports, 'e-sign'),
        NOTIFY_URL: urlOf(ports, 'notify'),
        CURSOR_SECRET: secrets.cursorSecret,
        BOOTSTRAP_TOKEN: secrets.bootstrapToken,
        PUBLIC_URL: urlOf(ports, 'gateway'),
      };
  }
}
