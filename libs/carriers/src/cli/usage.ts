/** What the command line takes: one form for each command, with its options. */
export interface Usage {
  readonly form: string;
  readonly says: string;
  readonly options: readonly (readonly [form: string, says: string])[];
}

const of = (form: string, says: string, options: Usage['options'] = []): Usage => ({ form, says, options });

export const usages = {
  list: of('list', 'what each provider can do'),
  show: of('show <provider|carrier>', "one of them, with the reasons, or a carrier's codes"),
  recognise: of('recognise <number>', 'whose number it may be'),
  status: of('status <provider> <code>', 'what a scan code means to us'),
  decode: of('decode <provider> <file>', 'what a captured push says', [
    ['--settings <file>', "verified with this account's settings first"],
    ['--header name=value', 'for providers that sign in headers'],
    ['--content-type <type>', 'as it was captured'],
    ['--unmask', 'with names and phones'],
  ]),
  sign: of('sign <provider> <file>', 'the push signed as the provider would', [
    ['--settings <file>', "with this account's secret"],
    ['--field name=value', 'a field beside the content'],
    ['--out <file>', 'the body, byte by byte'],
  ]),
  conformance: of('conformance [provider]', 'what the conformance suite asks of whom, and why not'),
  docs: of('docs', 'writes docs/carriers.md'),
  new: of('new <id>', 'a folder for another provider (npm run new:carrier -- <id>)'),
  help: of('help', 'this'),
} as const satisfies Readonly<Record<string, Usage>>;

export type CommandName = keyof typeof usages;

export const isCommand = (name: string): name is CommandName => Object.hasOwn(usages, name);

export const PROGRAM = 'npm run carriers -- ';
const COLUMN = 28;

/** All of it, for people. */
export const overview = (): readonly string[] => [
  ...Object.values<Usage>(usages).flatMap(({ form, says, options }, at) => [
    line(at === 0 ? PROGRAM : '', form, says),
    ...options.map(([option, means]) => line('', `  ${option}`, `  ${means}`)),
  ]),
  line('', '--json', 'the same for a program'),
];

const line = (before: string, form: string, says: string): string =>
  `${before.padEnd(PROGRAM.length)}${form.padEnd(COLUMN)}${says}`;

/** On one line, how a command is called. */
export const formOf = (name: CommandName): string => {
  const { form, options }: Usage = usages[name];
  return [PROGRAM + form, ...options.map(([option]) => `[${option}]`)].join(' ');
};

/** On one line, what was asked for that is not there. */
export const noCommand = (name: string): string =>
  `no such command: ${name} (there are ${Object.keys(usages).join(', ')}; ${PROGRAM}help)`;
