import { join } from 'node:path';
import { Advice } from './advice.js';
import { startApplication } from './applications.js';
import { createDatabases, migrate } from './databases.js';
import { canReachKafka, startKafka } from './kafka.js';
import { canConnect, postgresUrl, startPostgres } from './postgres.js';
import { type StackFolders, stackFolders } from './paths.js';
import { requireFree, type PortName } from './ports.js';
import { loadSecrets } from './secrets.js';
import { serviceNames, type Surroundings } from './services.js';
import type { Settings } from './settings.js';
import type { Steps } from './steps.js';
import { createTopics } from './topics.js';

export interface Stack {
  readonly settings: Settings;
  readonly folders: StackFolders;
  readonly surroundings: Surroundings;
}

/** What the stack will be, before anything runs. */
export function describeStack(settings: Settings): Stack {
  const folders = stackFolders(settings.data);
  const secrets = loadSecrets(settings.data);
  const port = settings.ports.postgres;
  const surroundings = {
    ports: settings.ports,
    brokers: settings.brokers ?? [`127.0.0.1:${settings.ports.kafka}`],
    adminUrl:
      settings.databaseUrl ?? postgresUrl({ port, durable: true, password: secrets.postgresPassword }),
    topicPrefix: settings.topicPrefix,
    objects: join(folders.data, 'objects'),
    secrets,
  };
  return { settings, folders, surroundings };
}

/** Kafka and PostgreSQL, started or (given by environment) reached. */
export async function startServers(stack: Stack, steps: Steps, durable = true): Promise<void> {
  await Promise.all([provideKafka(stack, steps), providePostgres(stack, steps, durable)]);
}

async function provideKafka({ settings, folders }: Stack, steps: Steps): Promise<void> {
  const { brokers, ports } = settings;
  if (brokers === undefined) {
    const options = { port: ports.kafka, controllerPort: ports.kafkaController };
    await steps.run(`Kafka on 127.0.0.1:${ports.kafka}`, () => startKafka(folders, options));
    return;
  }
  await steps.run(`Kafka at ${brokers.join(',')}`, async () => {
    const problem = await canReachKafka(brokers);
    if (problem === undefined) return;
    throw new Advice(
      `no Kafka answers at KAFKA_BROKERS=${brokers.join(',')} (${problem}): start it or unset KAFKA_BROKERS`,
    );
  });
}

async function providePostgres(stack: Stack, steps: Steps, durable: boolean): Promise<void> {
  const { settings, folders, surroundings } = stack;
  const url = settings.databaseUrl;
  if (url === undefined) {
    const port = settings.ports.postgres;
    const options = { port, durable, password: surroundings.secrets.postgresPassword };
    await steps.run(`PostgreSQL on 127.0.0.1:${port}`, () => startPostgres(folders, options));
    return;
  }
  await steps.run(`PostgreSQL at ${new URL(url).host}`, async () => {
    const problem = await canConnect(url);
    if (problem === undefined) return;
    throw new Advice(
      `no PostgreSQL answers at DATABASE_URL's ${new URL(url).host} (${problem}): start it or unset DATABASE_URL`,
    );
  });
}

/** Roles and databases, migrations, topics: the order every deployment keeps. */
export async function bootstrap({ surroundings }: Stack, steps: Steps): Promise<void> {
  await steps.run('databases and roles', () => createDatabases(surroundings));
  await steps.run('migrations', () => migrate(surroundings));
  await steps.run('topics', () => createTopics(surroundings.brokers, surroundings.topicPrefix));
}

export async function startApplications({ folders, surroundings }: Stack, steps: Steps): Promise<void> {
  // The services ask the simulators for the time as they start.
  await steps.run('simulators', () => startApplication(folders, 'simulators', surroundings));
  await Promise.all(
    serviceNames.map((name) => steps.run(name, () => startApplication(folders, name, surroundings))),
  );
}

/** One process of a stack that is up, after it was ended; for what tries a stack's endurance. */
export async function launchOne(stack: Stack, name: string): Promise<void> {
  const { folders, surroundings, settings } = stack;
  const { ports } = settings;
  const application = [...serviceNames, 'simulators' as const].find((each) => each === name);
  if (application !== undefined) {
    await startApplication(folders, application, surroundings);
  } else if (name === 'kafka') {
    await startKafka(folders, { port: ports.kafka, controllerPort: ports.kafkaController });
  } else if (name === 'postgres') {
    const password = surroundings.secrets.postgresPassword;
    await startPostgres(folders, { port: ports.postgres, durable: true, password });
  } else {
    throw new Advice(`no process is called "${name}": see "npm run status"`);
  }
}

export async function requireOurPorts({ settings }: Stack): Promise<void> {
  const wanted: PortName[] = [...serviceNames, 'simulators'];
  if (settings.brokers === undefined) wanted.push('kafka', 'kafkaController');
  if (settings.databaseUrl === undefined) wanted.push('postgres');
  await requireFree(settings.ports, wanted);
}
