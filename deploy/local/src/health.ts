import { topics } from '@cartrail/contracts';
import { messageOf } from './advice.js';
import { withClient } from './databases.js';
import { isHealthy } from './http.js';
import { kafkaClient } from './kafka.js';
import { databaseNames, databaseUrl, serviceNames, type ServiceName, urlOf } from './services.js';
import type { Stack } from './stack.js';
import { processNames, runningProcesses } from './stopping.js';

interface Backlog {
  readonly outbox: number;
  readonly parkedKeys: number;
  readonly lag: number;
}

type Ends = ReadonlyMap<string, number>;

/** Prints each process, its port and health, and what waits in each service. True when all is well. */
export async function printStatus(stack: Stack): Promise<boolean> {
  const { ports } = stack.settings;
  const pids = new Map(runningProcesses(stack.folders).map(({ name, pid }) => [name, pid]));
  let well = true;
  console.log('process      pid      port   health');
  for (const name of processNames) {
    const health = await healthOf(stack, name, pids.has(name));
    if (health !== 'ready' && health !== 'external') well = false;
    console.log(`${name.padEnd(12)} ${String(pids.get(name) ?? '-').padEnd(8)} ${ports[name]}   ${health}`);
  }
  if (well) await printBacklogs(stack);
  return well;
}

async function healthOf(
  { settings }: Stack,
  name: (typeof processNames)[number],
  runs: boolean,
): Promise<string> {
  if (name === 'kafka' && settings.brokers !== undefined) return 'external';
  if (name === 'postgres' && settings.databaseUrl !== undefined) return 'external';
  if (!runs) return 'not running';
  if (name === 'kafka' || name === 'postgres') return 'ready';
  return (await isHealthy(`${urlOf(settings.ports, name)}/health/ready`)) ? 'ready' : 'not ready';
}

async function printBacklogs(stack: Stack): Promise<void> {
  console.log('\nservice      consumer lag   outbox rows   parked keys');
  const ends = await topicEnds(stack);
  for (const service of serviceNames) {
    try {
      const { lag, outbox, parkedKeys } = await backlogOf(stack, service, ends);
      console.log(
        `${service.padEnd(12)} ${String(lag).padEnd(14)} ${String(outbox).padEnd(13)} ${parkedKeys}`,
      );
    } catch (error) {
      console.log(`${service.padEnd(12)} ${messageOf(error)}`);
    }
  }
}

/** End offsets by `topic/partition`; a consumer's own position is in its service's database. */
async function topicEnds({ surroundings }: Stack): Promise<Ends> {
  const admin = kafkaClient(surroundings.brokers, 'cartrail-status').admin();
  await admin.connect();
  try {
    const ends = new Map<string, number>();
    for (const { name } of Object.values(topics)) {
      const topic = surroundings.topicPrefix + name;
      for (const { partition, offset } of await admin.fetchTopicOffsets(topic)) {
        ends.set(`${topic}/${partition}`, Number(offset));
      }
    }
    return ends;
  } finally {
    await admin.disconnect();
  }
}

function backlogOf({ surroundings }: Stack, service: ServiceName, ends: Ends): Promise<Backlog> {
  const { database } = databaseNames(service);
  const base = new URL(surroundings.adminUrl);
  const url = databaseUrl(
    base.href,
    decodeURIComponent(base.username),
    decodeURIComponent(base.password),
    database,
  );
  return withClient(url, async (client) => {
    const positions = await client.query<{ topic: string; part: number; next: string }>(
      'SELECT topic, part, next_offset AS next FROM consumer_offset',
    );
    const counts = await client.query<{ outbox: number; parked: number }>(
      'SELECT (SELECT count(*)::int FROM outbox) AS outbox, (SELECT count(*)::int FROM parked_key) AS parked',
    );
    const behind = positions.rows.map(
      ({ topic, part, next }) => (ends.get(`${topic}/${part}`) ?? 0) - Number(next),
    );
    const lag = behind.reduce((sum, each) => sum + Math.max(0, each), 0);
    return { lag, outbox: counts.rows[0]?.outbox ?? 0, parkedKeys: counts.rows[0]?.parked ?? 0 };
  });
}
