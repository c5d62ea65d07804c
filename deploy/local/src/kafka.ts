import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { Advice, messageOf } from './advice.js';
import { newClusterId } from './cluster-id.js';
import { reasonIn, runCommand } from './command.js';
import { classDataArchive, keepClassData, type KafkaJars, kafkaJars } from './kafka-jars.js';
import { isAlive, launch, logFile, type Running, stopProcess } from './managed-process.js';
import type { StackFolders } from './paths.js';

export interface KafkaOptions {
  readonly port: number;
  readonly controllerPort: number;
}

/** Starts a one-node Kafka (formatting its storage the first time) and returns once it answers. */
export async function startKafka(folders: StackFolders, options: KafkaOptions): Promise<Running> {
  const jars = await kafkaJars();
  const properties = join(folders.kafka, 'server.properties');
  mkdirSync(folders.kafka, { recursive: true });
  writeFileSync(properties, serverProperties(folders, options));
  if (!existsSync(join(folders.kafka, 'log/meta.properties'))) await format(jars, properties);
  const running = launch(folders, {
    name: 'kafka',
    command: 'java',
    args: [...(await javaFlags(jars, folders)), 'kafka.Kafka', properties],
    cwd: folders.kafka,
    marker: properties,
  });
  await untilReady(running, options, logFile(folders, 'kafka'));
  return running;
}

export async function stopKafka(folders: StackFolders, running: Running, timeoutMs: number): Promise<void> {
  const ended = await stopProcess(running, 'SIGTERM', timeoutMs);
  if (ended === 'stopped') await keepClassData(archiveDraft(folders));
}

const archiveDraft = (folders: StackFolders): string => join(folders.kafka, 'classes.jsa');

async function javaFlags(jars: KafkaJars, folders: StackFolders): Promise<string[]> {
  const archive = await classDataArchive(jars);
  const draft = archiveDraft(folders);
  rmSync(draft, { force: true });
  const classData = existsSync(archive)
    ? `-XX:SharedArchiveFile=${archive}`
    : `-XX:ArchiveClassesAtExit=${draft}`;
  return [
    classData,
    '-Xlog:cds=off',
    '-Xlog:cds+dynamic=off',
    '-Xms256m',
    '-Xmx512m',
    // A stack of an afternoon never earns back what the optimising compiler takes from two cores.
    '-XX:TieredStopAtLevel=1',
    `-Dlog4j2.configurationFile=${join(jars.folder, 'log4j2.properties')}`,
    '-cp',
    jars.classPath,
  ];
}

async function format(jars: KafkaJars, properties: string): Promise<void> {
  const tool = [
    '-cp',
    jars.classPath,
    'kafka.tools.StorageTool',
    'format',
    '-t',
    newClusterId(),
    '-c',
    properties,
  ];
  const done = await runCommand('java', ['-XX:TieredStopAtLevel=1', ...tool]);
  if (done.code !== 0) throw new Advice(`Kafka could not format its storage: ${reasonIn(done.output)}`);
}

function serverProperties(folders: StackFolders, { port, controllerPort }: KafkaOptions): string {
  const replicated = ['offsets.topic', 'transaction.state.log', 'share.coordinator.state.topic'];
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@127.0.0.1:${controllerPort}`,
    'controller.listener.names=CONTROLLER',
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    `log.dirs=${join(folders.kafka, 'log')}`,
    'auto.create.topics.enable=false',
    'group.initial.rebalance.delay.ms=0',
    'offsets.topic.num.partitions=10',
    'transaction.state.log.num.partitions=5',
    'transaction.state.log.min.isr=1',
    'share.coordinator.state.topic.min.isr=1',
    ...replicated.map((topic) => `${topic}.replication.factor=1`),
    'log.segment.bytes=67108864',
    '',
  ].join('\n');
}

async function untilReady(running: Running, options: KafkaOptions, log: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const problem = await canReachKafka([`127.0.0.1:${options.port}`]);
    if (problem === undefined) return;
    if (!isAlive(running)) throw new Advice(`Kafka stopped while starting: see ${log}`);
    if (Date.now() > deadline) throw new Advice(`Kafka is not ready after 60 s (${problem}): see ${log}`);
    await pause(100);
  }
}

export const kafkaClient = (brokers: readonly string[], clientId: string, retries = 8): Kafka =>
  new Kafka({
    clientId,
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    retry: { retries, initialRetryTime: 100, maxRetryTime: 2_000 },
  });

/** Undefined when a broker answers, else why not. */
export async function canReachKafka(brokers: readonly string[]): Promise<string | undefined> {
  const admin = kafkaClient(brokers, 'cartrail-probe', 0).admin();
  try {
    await admin.connect();
    await admin.describeCluster();
    return undefined;
  } catch (error) {
    return messageOf(error);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
