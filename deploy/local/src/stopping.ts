import { stopKafka } from './kafka.js';
import { findRunning, forget, type Running, refuseLaunches, stopProcess } from './managed-process.js';
import type { StackFolders } from './paths.js';
import { serviceNames } from './services.js';

const APPLICATION_MS = 9_000;
const SERVER_MS = 10_000;

export const processNames = ['simulators', ...serviceNames, 'kafka', 'postgres'] as const;

export const runningProcesses = (folders: StackFolders): Running[] =>
  processNames.flatMap((name) => findRunning(folders.run, name) ?? []);

/** The simulators and the services, then the servers: nothing loses what it leans on. Within 25 s in all. */
export async function stopAll(folders: StackFolders): Promise<number> {
  const found = runningProcesses(folders);
  const called = (names: readonly string[]): Running[] => found.filter(({ name }) => names.includes(name));
  const applications = called(['simulators', ...serviceNames]);
  await Promise.all(applications.map((each) => stopProcess(each, 'SIGTERM', APPLICATION_MS)));
  await Promise.all([
    ...called(['kafka']).map((kafka) => stopKafka(folders, kafka, SERVER_MS)),
    ...called(['postgres']).map((postgres) => stopProcess(postgres, 'SIGINT', SERVER_MS)),
  ]);
  for (const name of processNames) forget(folders.run, name);
  return found.length;
}

/** For an ending launcher: a start that is still under way must not add processes behind the stop's back. */
export async function stopForGood(folders: StackFolders): Promise<number> {
  refuseLaunches();
  return stopAll(folders);
}
