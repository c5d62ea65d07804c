import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Advice } from './advice.js';
import { cachedFolder } from './cached.js';
import { reasonIn, runCommand } from './command.js';
import { cacheFolder, repositoryRoot } from './paths.js';

const definition = join(repositoryRoot, 'deploy/local/kafka');

export interface KafkaJars {
  readonly folder: string;
  /** In a fixed order: a class-data archive is only valid for the class path it was made with. */
  readonly classPath: string;
}

export async function kafkaJars(): Promise<KafkaJars> {
  const pom = readFileSync(join(definition, 'pom.xml'), 'utf8');
  const folder = join(cacheFolder(), `kafka-${createHash('sha256').update(pom).digest('hex').slice(0, 12)}`);
  await cachedFolder(folder, download);
  const jars = readdirSync(folder).filter((name) => name.endsWith('.jar'));
  return {
    folder,
    classPath: jars
      .sort()
      .map((name) => join(folder, name))
      .join(':'),
  };
}

async function download(work: string): Promise<void> {
  const goal = ['-q', '-B', '-f', join(definition, 'pom.xml'), 'dependency:copy-dependencies'];
  const result = await runCommand('mvn', [...goal, `-DoutputDirectory=${work}`]);
  if (result.code !== 0) {
    const why = /\[ERROR\] (.*)/.exec(result.output)?.[1] ?? reasonIn(result.output);
    throw new Advice(
      `Maven could not fetch Kafka: check the network, then start again (${why.slice(0, 200)})`,
    );
  }
  copyFileSync(join(definition, 'log4j2.properties'), join(work, 'log4j2.properties'));
}

/** Where the class-data archive of this Java and these jars is kept once a broker has written it. */
export async function classDataArchive(jars: KafkaJars): Promise<string> {
  const version = await runCommand('java', ['-version']);
  return join(
    jars.folder,
    `classes-${createHash('sha256').update(version.output).digest('hex').slice(0, 12)}.jsa`,
  );
}

/** A broker that ended in order has left its archive beside its data: from now on starts use it. */
export async function keepClassData(draft: string): Promise<void> {
  if (!existsSync(draft)) return;
  const archive = await classDataArchive(await kafkaJars());
  if (!existsSync(archive)) {
    copyFileSync(draft, `${archive}.${process.pid}.part`);
    renameSync(`${archive}.${process.pid}.part`, archive);
  }
  rmSync(draft, { force: true });
}
