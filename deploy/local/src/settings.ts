import { resolve } from 'node:path';
import { Advice } from './advice.js';
import { repositoryRoot } from './paths.js';
import { type Ports, portsFrom } from './ports.js';

export interface Settings {
  readonly data: string;
  readonly ports: Ports;
  /** Set when the person brought their own broker. */
  readonly brokers?: readonly string[];
  /** Set when the person brought their own server: an administrator's URL. */
  readonly databaseUrl?: string;
  readonly topicPrefix: string;
}

/** The launcher's own settings, from the environment. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const base = Number(env.CARTRAIL_PORT_BASE ?? 7100);
  if (!Number.isInteger(base) || base < 1_024 || base > 65_000) {
    throw new Advice(
      `CARTRAIL_PORT_BASE must be a number from 1024 to 65000, not "${env.CARTRAIL_PORT_BASE ?? ''}"`,
    );
  }
  const brokers = env.KAFKA_BROKERS?.split(',').filter((broker) => broker !== '');
  return {
    data: resolve(repositoryRoot, env.CARTRAIL_DATA ?? '.cartrail'),
    ports: portsFrom(base),
    ...(brokers?.length ? { brokers } : {}),
    ...(env.DATABASE_URL ? { databaseUrl: databaseUrl(env.DATABASE_URL) } : {}),
    topicPrefix: env.TOPIC_PREFIX ?? '',
  };
}

function databaseUrl(text: string): string {
  if (URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)) return text;
  throw new Advice('DATABASE_URL must look like postgres://user:password@host:5432/postgres');
}
