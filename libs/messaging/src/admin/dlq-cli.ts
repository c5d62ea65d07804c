import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { databases, operator, type Database } from './config.js';
import { DeadLetters } from './dead-letters.js';
import { Misused, readArguments, usage, type Arguments } from './dlq-arguments.js';
import { shown, type Line } from './shown.js';

/** Runs the command; the exit code: 0 done, 1 nothing there or failed, 2 misused. */
async function run(argv: readonly string[]): Promise<number> {
  try {
    const given = readArguments(argv);
    let touched = 0;
    for (const database of databases(given.service)) touched += await inDatabase(database, given);
    if (touched > 0 || given.action === 'list' || given.action === 'audit') return 0;
    process.stderr.write(`nothing is parked at ${given.place} ${given.key}\n`);
    return 1;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(error instanceof Misused ? `${text}\n\n${usage}` : `${text}\n`);
    return error instanceof Misused ? 2 : 1;
  }
}

async function inDatabase(database: Database, given: Arguments): Promise<number> {
  const client = new Client({ connectionString: database.url, application_name: 'cartrail dlq' });
  await client.connect();
  const letters = new DeadLetters({
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await client.query(sql, [...parameters])).rows as Row[],
  });
  try {
    const lines = await act(letters, given);
    for (const line of lines) print({ service: database.service, ...line }, given.json);
    return lines.length;
  } finally {
    await client.end();
  }
}

async function act(letters: DeadLetters, given: Arguments): Promise<readonly Line[]> {
  const { place, key, reason } = given;
  const at = { place, key };
  const by = { actor: given.actor ?? operator(), reason };
  switch (given.action) {
    case 'list':
      return (await letters.list()).map((parked) => ({ ...parked }));
    case 'audit':
      return (await letters.audit()).map((row) => ({ ...row }));
    case 'show':
      return (await (given.raw ? letters.reveal(at, by) : letters.show(at))).map((entry) =>
        shown(entry, given.raw),
      );
    case 'replay':
      return replay(letters, given, by);
    case 'discard': {
      const dropped = await letters.discard(at, by, given.all);
      return dropped > 0 ? [{ place, key, dropped }] : [];
    }
    case 'edit':
      return (await letters.editAndRetry(at, readFileSync(given.file ?? ''), by))
        ? [{ place, key, edited: true }]
        : [];
  }
}

async function replay(
  letters: DeadLetters,
  { place, key, all }: Arguments,
  by: { readonly actor: string; readonly reason: string },
): Promise<readonly Line[]> {
  const keys = all
    ? (await letters.list()).filter((parked) => parked.place === place).map((parked) => parked.key)
    : [key];
  const lines: Line[] = [];
  for (const each of keys)
    if (await letters.replay({ place, key: each }, by)) lines.push({ place, key: each, replayed: true });
  return lines;
}

function print(line: Line, json: boolean): void {
  const text = json
    ? JSON.stringify(line)
    : Object.entries(line)
        .filter(([, value]) => value !== null)
        .map(([name, value]) => `${name}=${value instanceof Date ? value.toISOString() : String(value)}`)
        .join('  ');
  process.stdout.write(`${text}\n`);
}

process.exitCode = await run(process.argv.slice(2));
