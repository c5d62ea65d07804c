import { readFileSync, statSync } from 'node:fs';
import { type Bench } from '../bench.js';

const SERVICE = 'order-sync';
const ENTRY = /^\S+ \S+ \S+ \[(\d+)\] (.*)$/;
const STATEMENT = /^LOG: {2}(?:statement|execute [^:]+): (.*)$/;

/** Everything the server is asked, as its own log tells it: timers beside what is measured can be told apart from it. */
export async function statementLog(bench: Bench, work: () => Promise<void>): Promise<string> {
  const file = bench.stack.logOf('postgres');
  const set = async (...settings: readonly string[]): Promise<void> => {
    for (const setting of settings) await bench.query(SERVICE, `ALTER SYSTEM ${setting}`);
    await bench.query(SERVICE, 'SELECT pg_reload_conf()');
  };
  const from = statSync(file).size;
  await set(`SET log_statement = 'all'`, 'SET log_parameter_max_length = 0');
  try {
    await work();
  } finally {
    await set('RESET log_statement', 'RESET log_parameter_max_length');
  }
  return readFileSync(file).subarray(from).toString('utf8');
}

/** How many statements each committed transaction had in which `wrote` was said, its begin and its end among them. */
export function transactionsIn(log: string, wrote: RegExp): readonly number[] {
  const open = new Map<string, string[]>();
  const found: number[] = [];
  for (const [session, text] of statementsIn(log)) {
    const statements = open.get(session);
    if (/^(START TRANSACTION|BEGIN)/.test(text)) open.set(session, [text]);
    else statements?.push(text);
    if (!/^(COMMIT|ROLLBACK)$/.test(text)) continue;
    if (text === 'COMMIT' && statements?.some((each) => wrote.test(each))) found.push(statements.length);
    open.delete(session);
  }
  return found;
}

/** By session; a statement's further lines are indented. */
function statementsIn(log: string): readonly (readonly [session: string, text: string])[] {
  const found: [string, string][] = [];
  let isStatement = false;
  for (const line of log.split('\n')) {
    const [, session, rest] = ENTRY.exec(line) ?? [];
    const last = found.at(-1);
    if (session === undefined && isStatement && last) last[1] += `\n${line}`;
    if (session === undefined || rest === undefined) continue;
    const [, text] = STATEMENT.exec(rest) ?? [];
    isStatement = text !== undefined;
    if (text !== undefined) found.push([session, text]);
  }
  return found.map(([session, text]) => [session, text.trim()]);
}
