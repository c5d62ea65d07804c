/** What the command line takes: one form for each command, with its options. */
interface Usage {
  readonly form: string;
  readonly says: string;
  readonly options: readonly (readonly [form: string, says: string])[];
}

const of = (form: string, says: string, options: Usage['options'] = []): Usage => ({ form, says, options });

const credentials = [
  '--credentials <file>',
  'of the application, as JSON by the names that show tells',
] as const;

export const usages = {
  list: of('list', 'what each platform can do'),
  show: of('show <platform>', 'its fields, settings, hosts, limits, and what it cannot do and why'),
  sign: of('sign <platform> <file>', 'what is signed of a described request, and the signature', [
    credentials,
  ]),
  decode: of('decode <platform> <file>…', 'what a captured push, or answer about an order or case, says', [
    credentials,
    ['--settings <file>', 'of the application, as JSON by the names that show tells'],
    ['--order <id>', 'the file is the answer about this order; several where it takes several calls'],
    ['--case <id>', 'the file is the answer about this case, of the order where that is named'],
    ['--header name=value', 'that came with the push; as often as needed'],
    ['--query <text>', 'that the push URL was called with'],
    ['--path <path>', 'that the push URL was called with'],
  ]),
  docs: of('docs', 'writes docs/platforms.md'),
  help: of('help', 'this'),
} as const satisfies Readonly<Record<string, Usage>>;

export type CommandName = keyof typeof usages;

export const isCommand = (name: string): name is CommandName => Object.hasOwn(usages, name);

export const PROGRAM = 'npm run platforms -- ';
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
