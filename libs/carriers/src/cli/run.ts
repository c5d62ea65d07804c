import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { errorCode, Misused, type Answer } from './answer.js';
import { candidates, list, show, status } from './answers.js';
import { captured, pairs, readBytes, readSettings } from './capture.js';
import { conformance } from './conformance.js';
import { decode } from './decode.js';
import { carriersDocument } from './document.js';
import { providerOf } from './provider.js';
import { signAnswer, signed } from './sign.js';
import { formOf, isCommand, noCommand, overview, PROGRAM, usages, type CommandName } from './usage.js';
import { makeCarrier, newCarrierAnswer } from '../new-carrier/new-carrier.js';

const options = {
  json: { type: 'boolean', default: false },
  settings: { type: 'string' },
  header: { type: 'string', multiple: true },
  'content-type': { type: 'string' },
  unmask: { type: 'boolean', default: false },
  field: { type: 'string', multiple: true },
  out: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const parse = (argv: readonly string[]) => parseArgs({ args: [...argv], options, allowPositionals: true });
type Options = ReturnType<typeof parse>['values'];

interface Command {
  readonly takes: readonly number[];
  readonly run: (given: readonly string[], options: Options) => Answer;
}

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const commands: Readonly<Record<CommandName, Command>> = {
  list: { takes: [0], run: () => list() },
  show: { takes: [1], run: ([id = '']) => show(id) },
  recognise: { takes: [1], run: ([number = '']) => candidates(number) },
  status: { takes: [2], run: ([provider = '', code = '']) => status(provider, code) },
  decode: { takes: [2], run: decodeFile },
  sign: { takes: [2], run: signFile },
  conformance: { takes: [0, 1], run: ([provider]) => conformance(provider) },
  docs: { takes: [0], run: () => writeDocument(at('../../../../docs/carriers.md')) },
  new: { takes: [1], run: ([id = '']) => newCarrierAnswer(makeCarrier(id, at('../../src'))) },
  help: { takes: [0], run: help },
};

function decodeFile([provider = '', file = '']: readonly string[], given: Options): Answer {
  providerOf(provider);
  const settings = given.settings === undefined ? undefined : readSettings(given.settings);
  const raw = captured(file, given.header ?? [], given['content-type']);
  return decode(provider, raw, { settings, unmask: given.unmask });
}

function signFile([provider = '', file = '']: readonly string[], given: Options): Answer {
  const settings = given.settings === undefined ? undefined : readSettings(given.settings);
  if (settings === undefined && providerOf(provider).manifest.features['signed-push'] === true)
    throw new Misused('sign needs the settings of an account: --settings <file>');
  const push = signed(provider, readBytes(file), settings, pairs(given.field ?? []));
  return signAnswer(provider, push, given.out);
}

function writeDocument(file: string): Answer {
  writeFileSync(file, carriersDocument());
  return { json: { written: file }, lines: [`written: ${file}`] };
}

function help(): Answer {
  return { json: usages, lines: overview() };
}

function answer([name, ...given]: readonly string[], values: Options): Answer {
  if (values.help) return help();
  if (name === undefined) throw new Misused(overview().join('\n'));
  if (!isCommand(name)) throw new Misused(noCommand(name));
  const command = commands[name];
  const fits = command.takes.includes(given.length) && given.every((each) => each.trim() !== '');
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
export function run(argv: readonly string[], terminal: Terminal): number {
  try {
    const { values, positionals } = parse(argv);
    const { json, lines, bad } = answer(positionals, values);
    terminal.out(values.json ? `${JSON.stringify(json)}\n` : `${lines.join('\n')}\n`);
    return bad ? 1 : 0;
  } catch (error) {
    const words = wordsOf(error);
    const misread = errorCode(error).startsWith('ERR_PARSE_ARGS');
    // The parser of options adds a lesson to what it says.
    terminal.err(
      misread ? `${words.split(/\.?[ \n](?=To |Did )/)[0] ?? ''} (${PROGRAM}help)\n` : `${words}\n`,
    );
    return error instanceof Misused || misread ? 2 : 1;
  }
}

const wordsOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
