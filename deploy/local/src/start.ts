import { setTimeout as pause } from 'node:timers/promises';
import { Advice } from './advice.js';
import type { Demo } from './demo-file.js';
import { followFacts } from './feed.js';
import { isAlive } from './managed-process.js';
import { dropOwner, settleLeftovers, writeOwner } from './owner.js';
import { printReady } from './ready-block.js';
import { seed, startFlow } from './seed.js';
import { bootstrap, requireOurPorts, startApplications, startServers, type Stack } from './stack.js';
import { writeStackFile } from './stack-file.js';
import { Steps } from './steps.js';
import { runningProcesses, stopForGood } from './stopping.js';

/** Foreground: everything up, then the feed until a signal comes or a process ends. */
export async function start(stack: Stack): Promise<void> {
  stopOnSignal(stack);
  const steps = new Steps();
  if ((await settleLeftovers(stack.folders)) === 'up') {
    throw new Advice(
      'this checkout\'s stack is already up: see "npm run status", stop it with "npm run down"',
    );
  }
  const demo = await bringUp(stack, steps, 'start');
  await printReady(stack, demo, steps.total());
  await followFacts(stack.surroundings.brokers, stack.surroundings.topicPrefix);
  await watch(stack);
}

/** Background: returns when everything is ready. */
export async function up(stack: Stack): Promise<void> {
  const removeHandlers = stopOnSignal(stack);
  const steps = new Steps();
  const found = await settleLeftovers(stack.folders);
  const demo = found === 'up' ? await seed(stack) : await bringUp(stack, steps, 'up');
  writeOwner(stack.folders, { mode: 'up', ready: true });
  removeHandlers();
  await printReady(stack, demo, steps.total());
}

/** Only Kafka and PostgreSQL, bootstrapped: for programs that start the services in their own way. */
export async function servers(stack: Stack): Promise<void> {
  stopOnSignal(stack);
  await settleLeftovers(stack.folders);
  await requireOurPorts(stack);
  try {
    await startServers(stack, new Steps());
    await bootstrap(stack, new Steps());
    writeStackFile(stack);
  } catch (error) {
    await stopForGood(stack.folders);
    throw error;
  }
}

/** A failing start takes down what it has started: no half of a stack stays behind. */
async function bringUp(stack: Stack, steps: Steps, mode: 'start' | 'up'): Promise<Demo> {
  await requireOurPorts(stack);
  writeOwner(stack.folders, { mode, ready: false });
  try {
    await startServers(stack, steps);
    await bootstrap(stack, steps);
    await startApplications(stack, steps);
    const demo = await steps.run('demo tenant', () => seed(stack));
    await startFlow(stack);
    writeStackFile(stack);
    writeOwner(stack.folders, { mode, ready: true });
    return demo;
  } catch (error) {
    await stopForGood(stack.folders);
    dropOwner(stack.folders);
    throw error;
  }
}

function stopOnSignal(stack: Stack): () => void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    console.log('\nstopping …');
    void stopForGood(stack.folders).then(() => {
      dropOwner(stack.folders);
      console.log('stopped');
      process.exit(0);
    });
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}

/** A stack with a dead part must not look alive. */
async function watch(stack: Stack): Promise<never> {
  const expected = runningProcesses(stack.folders);
  for (;;) {
    await pause(1_000);
    const dead = expected.find((each) => !isAlive(each));
    if (dead === undefined) continue;
    await stopForGood(stack.folders);
    dropOwner(stack.folders);
    throw new Advice(`${dead.name} ended: see .cartrail/logs/${dead.name}.log, then start again`);
  }
}
