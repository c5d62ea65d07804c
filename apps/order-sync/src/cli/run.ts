import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Misused, Unusable, type Answer } from './answer.js';
import { list, show } from './answers.js';
import { decode } from './decode.js';
import { platformsDocument } from './document.js';
import { codeOf, fileTrouble, pairs, readBytes, readObject, readTexts } from './files.js';
import { connectorOf } from './platforms.js';
import { sign } from './sign.js';
import { formOf, isCommand, noCommand, overview, PROGRAM, usages, type CommandName } from './usage.js';

const options = {
  json: { type: 'boolean', default: false },
  credentials: { type: 'string' },
  settings: { type: 'string' },
  order: { type: 'string' },
  case: { type: 'string' },
  header: { type: 'string', multiple: true },
  query: { type: 'string' },
  path: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const parse = (argv: readonly string[]) => parseArgs({ args: [...argv], options, allowPositionals: true });
type Options = ReturnType<typeof parse>['values'];

interface Command {
  /** How many words it takes, at most as many as are named last. */
  readonly takes: readonly [number, number];
  readonly run: (given: readonly string[], options: Options) => Answer | Promise<Answer>;
}

const commands: Readonly<Record<CommandName, Command>> = {
  list: { takes: [0, 0], run: () => list() },
  show: { takes: [1, 1], run: ([id = '']) => show(id) },
  sign: { takes: [2, 2], run: signFile },
  decode: { takes: [2, Number.POSITIVE_INFINITY], run: decodeFile },
  docs: {
    takes: [0, 0],
    run: () => writeDocument(new URL('../../../../docs/platforms.md', import.meta.url)),
  },
  help: { takes: [0, 0], run: help },
};

const CREDENTIALS = 'the credentials of an application, by the names that show tells';

function signFile([id = '', file = '']: readonly string[], { credentials }: Options): Answer {
  connectorOf(id);
  const told = credentials === undefined ? {} : readTexts(credentials, CREDENTIALS);
  return sign(id, readObject(file, 'the description of a request'), told);
}

function decodeFile([id = '', file = '', ...others]: readonly string[], given: Options): Promise<Answer> {
  connectorOf(id);
  const { credentials, settings, order, case: about, query, path } = given;
  if (others.length > 0 && order === undefined && about === undefined)
    throw new Misused('several files are the answers about an order or a case: name it (--order, --case)');
  const headers = pairs(given.header ?? []);
  return decode(id, {
    body: readBytes(file),
    more: others.map(readBytes),
    headers,
    ...(credentials !== undefined && { credentials: readTexts(credentials, CREDENTIALS) }),
    ...(settings !== undefined && {
      settings: readTexts(settings, 'the settings of an application, by the names that show tells'),
    }),
    ...((order !== undefined || about !== undefined) && { about: { order, case: about } }),
    ...(query !== undefined && { query }),
    ...(path !== undefined && { path }),
  });
}

function writeDocument(url: URL): Answer {
  const file = fileURLToPath(url);
  try {
    writeFileSync(file, platformsDocument());
  } catch (error) {
    throw new Unusable(`${file} cannot be written: ${fileTrouble(error)}`);
  }
  return { json: { written: file }, lines: [`written: ${file}`] };
}

function help(): Answer {
  return { json: usages, lines: overview() };
}

function answer([name, ...given]: readonly string[], values: Options): Answer | Promise<Answer> {
  if (values.help) return help();
  if (name === undefined)
    throw new Misused(`name a command: ${Object.keys(usages).join(', ')} (${PROGRAM}help)`);
  if (!isCommand(name)) throw new Misused(noCommand(name));
  const command = commands[name];
  const [least, most] = command.takes;
  const fits = given.length >= least && given.length <= most && given.every((each) => each.trim() !== '');
  if (!fits || !optionsFit(name, values)) throw new Misused(`usage: ${formOf(name)}`);
  return command.run(given, values);
}

/** An option that a command has not would be passed over in silence. */
function optionsFit(name: CommandName, values: Options): boolean {
  const own = usages[name].options.map(([form]) => form.replace(/^--| .*$/g, ''));
  return Object.entries(values).every(
    ([option, value]) => value === false || option === 'json' || own.includes(option),
  );
}

export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

/** The exit code: 0 answered, 1 what was looked at is not as it should be, 2 misused. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { values, positionals } = parse(argv);
    const { json, lines, bad } = await answer(positionals, values);
    terminal.out(values.json ? `${JSON.stringify(json)}\n` : `${lines.join('\n')}\n`);
    return bad ? 1 : 0;
  } catch (error) {
    const words = wordsOf(error);
    const misread = codeOf(error).startsWith('ERR_PARSE_ARGS');
    // The parser of options adds a lesson to what it says.
    terminal.err(
      misread ? `${words.split(/\.?[ \n](?=To |Did )/)[0] ?? ''} (${PROGRAM}help)\n` : `${words}\n`,
    );
    return error instanceof Misused || misread ? 2 : 1;
  }
}

const wordsOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
