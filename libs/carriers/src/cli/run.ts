import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { errorCode, Misused, type Answer } from './answer.js';
import { candidates, list, show, status } from './answers.js';
import { captured, pairs, readBytes, readSettings } from './capture.js';
import { conformance } from './conformance.js';
import { decode } from './decode.js';
import { carriersDocument } from './document.js';
import { signAnswer, signed } from './sign.js';
import { makeCarrier, newCarrierAnswer } from '../new-carrier/new-carrier.js';

const USAGE = `npm run carriers -- list                        what each provider can do
                    show <provider|carrier>     one of them, with the reasons, or a carrier's codes
                    recognise <number>          whose number it may be
                    status <provider> <code>    what a scan code means to us
                    decode <provider> <file>    what a captured push says
                      --settings <file>           verified with this account's settings first
                      --header name=value         for providers that sign in headers
                      --content-type <type>       as it was captured
                      --unmask                    with names and phones
                    sign <provider> <file>      the push signed as the provider would
                      --settings <file>           with this account's secret
                      --field name=value          a field beside the content
                      --out <file>                the body, byte by byte
                    conformance [provider]      what the conformance suite asks of whom, and why not
                    docs                        writes docs/carriers.md
                    new <id>                    a folder for another provider (npm run new:carrier -- <id>)
                    --json                      the same for a program`;

const options = {
  json: { type: 'boolean', default: false },
  settings: { type: 'string' },
  header: { type: 'string', multiple: true },
  'content-type': { type: 'string' },
  unmask: { type: 'boolean', default: false },
  field: { type: 'string', multiple: true },
  out: { type: 'string' },
} as const;

const parse = (argv: readonly string[]) => parseArgs({ args: [...argv], options, allowPositionals: true });
type Options = ReturnType<typeof parse>['values'];

interface Command {
  readonly takes: readonly number[];
  readonly run: (given: readonly string[], options: Options) => Answer;
}

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['list', { takes: [0], run: () => list() }],
  ['show', { takes: [1], run: ([id = '']) => show(id) }],
  ['recognise', { takes: [1], run: ([number = '']) => candidates(number) }],
  ['status', { takes: [2], run: ([provider = '', code = '']) => status(provider, code) }],
  ['decode', { takes: [2], run: decodeFile }],
  ['sign', { takes: [2], run: signFile }],
  ['conformance', { takes: [0, 1], run: ([provider]) => conformance(provider) }],
  ['docs', { takes: [0], run: () => writeDocument(at('../../../../docs/carriers.md')) }],
  ['new', { takes: [1], run: ([id = '']) => newCarrierAnswer(makeCarrier(id, at('../../src'))) }],
]);

function decodeFile([provider = '', file = '']: readonly string[], given: Options): Answer {
  const settings = given.settings === undefined ? undefined : readSettings(given.settings);
  const raw = captured(file, given.header ?? [], given['content-type']);
  return decode(provider, raw, { settings, unmask: given.unmask });
}

function signFile([provider = '', file = '']: readonly string[], given: Options): Answer {
  if (given.settings === undefined)
    throw new Misused('sign needs the settings of an account: --settings <file>');
  const push = signed(provider, readBytes(file), readSettings(given.settings), pairs(given.field ?? []));
  return signAnswer(provider, push, given.out);
}

function writeDocument(file: string): Answer {
  writeFileSync(file, carriersDocument());
  return { json: { written: file }, lines: [`written: ${file}`] };
}

function answer([name = '', ...given]: readonly string[], values: Options): Answer {
  const command = commands.get(name);
  if (!command?.takes.includes(given.length)) throw new Misused(USAGE);
  return command.run(given, values);
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
    terminal.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof Misused || isOptionError(error) ? 2 : 1;
  }
}

const isOptionError = (error: unknown): boolean => errorCode(error).startsWith('ERR_PARSE_ARGS');
