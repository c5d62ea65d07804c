import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isRoot, repositoryRoot } from './paths.js';
import { freeBase } from './ports.js';
import { describeStack, type Stack, startServers } from './stack.js';
import { Steps } from './steps.js';
import { stopForGood } from './stopping.js';

const SUITES = ['unit', 'int', 'e2e'] as const;
/** The exit code of a run that was told to end. */
const ENDED = 130;

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** Every suite (or those named) against a Kafka and a PostgreSQL of its own; the exit code. */
export async function runTests(args: readonly string[]): Promise<number> {
  const suites = SUITES.filter((suite) => args.length === 0 || args.includes(suite));
  const data = mkdtempSync(join(tmpdir(), 'cartrail-test-'));
  const stack = describeStack({ data, ports: await freeBase(), topicPrefix: '' });
  const { ended, unhook } = endOnSignal(stack);
  try {
    await startServers(stack, new Steps(), false);
    const total = { passed: 0, failed: 0 };
    for (const suite of suites) {
      if (ended.aborted) break;
      const tally = await runSuite(suite, stack, ended);
      total.passed += tally.passed;
      total.failed += tally.failed;
    }
    if (ended.aborted) return ENDED;
    console.log(`${total.passed} passed, ${total.failed} failed`);
    return total.failed === 0 && total.passed > 0 ? 0 : 1;
  } catch (error) {
    if (ended.aborted) return ENDED; // what it was waiting for has just been stopped
    throw error;
  } finally {
    await clear(stack);
    unhook();
  }
}

async function clear({ folders }: Stack): Promise<void> {
  await stopForGood(folders);
  if (isRoot) rmSync(dirname(folders.postgres), { recursive: true, force: true });
  rmSync(folders.data, { recursive: true, force: true });
}

async function runSuite(
  suite: (typeof SUITES)[number],
  { surroundings, folders }: Stack,
  ended: AbortSignal,
): Promise<Tally> {
  console.log(`\n== ${suite}`);
  const report = join(folders.data, `${suite}.json`);
  const code = await run(
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      ...['--config', `jest.${suite}.config.mjs`, '--passWithNoTests', '--json', `--outputFile=${report}`],
    ],
    { ...process.env, DATABASE_URL: surroundings.adminUrl, KAFKA_BROKERS: surroundings.brokers.join(',') },
    ended,
  );
  return tallyOf(report, code);
}

/** Jest prints its own JSON to stdout with --json; the file has it, and progress goes to stderr. */
function run(args: readonly string[], env: NodeJS.ProcessEnv, ended: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args], {
      cwd: repositoryRoot,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
      signal: ended,
    });
    child.on('error', () => {
      if (!ended.aborted) resolve(1);
    });
    child.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
}

/** A file that does not even load counts as one failure, and so does a run that ended without a report. */
function tallyOf(report: string, code: number): Tally {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      numRuntimeErrorTestSuites: number;
    };
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return { passed: result.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** Told to end, by whatever signal, the run ends its suite too; the servers go at once, and their folder with the run. */
function endOnSignal({ folders }: Stack): { readonly ended: AbortSignal; readonly unhook: () => void } {
  const ending = new AbortController();
  const end = (): void => {
    ending.abort();
    void stopForGood(folders);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return {
    ended: ending.signal,
    unhook: () => {
      process.off('SIGINT', end);
      process.off('SIGTERM', end);
    },
  };
}
