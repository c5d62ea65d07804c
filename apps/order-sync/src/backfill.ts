import { setTimeout as sleep } from 'node:timers/promises';
import {
  Misused,
  readBackfillArguments,
  usage,
  type BackfillArguments,
} from './inbound/cli/backfill-arguments.js';
import { environment } from './inbound/cli/config.js';
import { lineOf, type Shown } from './inbound/cli/backfill-lines.js';

const LOOK_EVERY_MS = 1_000;

/** Runs the command; the exit code: 0 done, 1 failed, 2 misused. */
async function run(argv: readonly string[]): Promise<number> {
  try {
    const given = readBackfillArguments(argv, environment());
    if (given.days !== undefined) await ask(given, 'POST', { days: given.days });
    for (;;) {
      const shown = (await ask(given, 'GET')) as Shown;
      show(given, shown);
      if (shown.state === 'done') return 0;
      await sleep(LOOK_EVERY_MS);
    }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(error instanceof Misused ? `${text}\n\n${usage}` : `\n${text}\n`);
    return error instanceof Misused ? 2 : 1;
  }
}

async function ask(
  { gateway, key, shop }: BackfillArguments,
  method: 'GET' | 'POST',
  body?: object,
): Promise<object> {
  const answer = await fetch(`${gateway}/v1/shops/${shop}/backfill`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined);
  if (!answer) throw new Error(`the gateway at ${gateway} does not answer: is the stack running?`);
  const said = (await answer.json()) as { readonly title?: string; readonly detail?: string };
  if (!answer.ok) throw new Error(`${said.title ?? 'refused'}${said.detail ? `: ${said.detail}` : ''}`);
  return said;
}

function show({ json }: BackfillArguments, shown: Shown): void {
  if (json) process.stdout.write(`${JSON.stringify(shown)}\n`);
  else if (process.stdout.isTTY)
    process.stdout.write(`\r\u001b[K${lineOf(shown)}${shown.state === 'done' ? '\n' : ''}`);
  else process.stdout.write(`${lineOf(shown)}\n`);
}

process.exitCode = await run(process.argv.slice(2));
