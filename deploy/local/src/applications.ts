import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Advice } from './advice.js';
import { reasonIn } from './command.js';
import { isHealthy } from './http.js';
import { isAlive, launch, logFile, type Running } from './managed-process.js';
import { repositoryRoot, type StackFolders } from './paths.js';
import { entryPoint, serviceEnvironment, type ServiceName, type Surroundings, urlOf } from './services.js';

type Application = ServiceName | 'simulators';

/** As in a small container: V8 collects early instead of growing towards a share of the whole machine. */
const SERVICE_HEAP = '--max-old-space-size=512';

/** Starts a service or the simulators as a process of its own and returns once it reports ready. */
export async function startApplication(
  folders: StackFolders,
  name: Application,
  from: Surroundings,
): Promise<Running> {
  const program = entryPoint(name, 'main.js');
  if (!existsSync(program)) throw new Advice(`${name} is not built: run "npm run build"`);
  const running = launch(folders, {
    name,
    command: process.execPath,
    args: [
      '--enable-source-maps',
      ...(name === 'simulators' ? [] : [SERVICE_HEAP]),
      program,
      `--stack=${folders.data}`,
    ],
    env: name === 'simulators' ? simulatorEnvironment(folders, from) : serviceEnvironment(name, from),
    cwd: repositoryRoot,
    marker: `--stack=${folders.data}`,
  });
  await untilReady(running, `${urlOf(from.ports, name)}/health/ready`, logFile(folders, name));
  return running;
}

function simulatorEnvironment(folders: StackFolders, from: Surroundings): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'development',
    PORT: String(from.ports.simulators),
    SIM_STATE_DIR: join(folders.data, 'simulators'),
  };
}

async function untilReady(running: Running, url: string, log: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await isHealthy(url))) {
    if (!isAlive(running)) {
      throw new Advice(`${running.name} stopped while starting: see ${log} (${lastWords(log)})`);
    }
    if (Date.now() > deadline) throw new Advice(`${running.name} is not ready after 60 s: see ${log}`);
    await pause(100);
  }
}

function lastWords(log: string): string {
  return reasonIn(readFileSync(log, 'utf8').slice(-4_000));
}
