import { inspect } from 'node:util';

/** Whom the vendor's side names in the cells about personal data. */
export const PERSON = { name: '钱多多', phone: '13655554444' } as const;

const REST = '无法揽收';
const WORDS = `${PERSON.name} ${PERSON.phone} ${REST}`;

/** Members of what a vendor sends, JSON or XML, by what they hold. */
export interface PersonalMembers {
  readonly words?: string;
  readonly name?: string;
  readonly phone?: string;
}

/** The content with the person in those members. Throws where one of them is not in it. */
export function naming(content: string, { words, name, phone }: PersonalMembers): string {
  const put = (into: string, member: string | undefined, text: string): string => {
    if (member === undefined) return into;
    const found = new RegExp(`("${member}":"|<${member}>|\\b${member}=")[^"<]*`, 'g');
    if (into.search(found) < 0) throw new Error(`no ${member} in it`);
    return into.replaceAll(found, `$1${text}`);
  };
  return put(put(put(content, words, WORDS), name, PERSON.name), phone, PERSON.phone);
}

/** A refusal that says all its Chinese words about the person. */
export const aloud = (refusal: string): string => refusal.replaceAll(/[^"\\]*\p{sc=Han}[^"\\]*/gu, WORDS);

/** Whether what was said aloud got through, but for whom it is about. */
export const isSaidOfNobody = (message: string): boolean => message.includes(REST) && !namesPerson(message);

export const namesPerson = (text: string): boolean =>
  text.includes(PERSON.name) || text.includes(PERSON.phone);

/** Fields of what a port reports that may name people: who reads them knows, and masks or seals them. */
const declared: ReadonlySet<string> = new Set(['courier', 'text']);

/** All that is told outside the fields declared as personal. */
export const undeclared = (told: object): string =>
  JSON.stringify(told, (field, value: unknown) => (declared.has(field) ? undefined : value));

/** Runs it, and keeps what it prints and what goes to the console. */
export async function printedBy<T>(run: () => T | Promise<T>): Promise<readonly [ended: T, printed: string]> {
  const printed: string[] = [];
  const taps = outlets.map(([outlet, name]) => tap(outlet, name, printed));
  try {
    return [await run(), printed.join('\n')];
  } finally {
    for (const restore of taps) restore();
  }
}

const outlets: readonly (readonly [outlet: object, name: string])[] = [
  [process.stdout, 'write'],
  [process.stderr, 'write'],
  ...['debug', 'log', 'info', 'warn', 'error'].map((name) => [console, name] as const),
];

function tap(outlet: object, name: string, printed: string[]): () => void {
  const original = Reflect.get(outlet, name) as (...given: readonly unknown[]) => unknown;
  Reflect.set(outlet, name, (...given: readonly unknown[]): unknown => {
    printed.push(...given.map(textOf));
    return original.apply(outlet, given as unknown[]);
  });
  return () => Reflect.set(outlet, name, original);
}

const textOf = (given: unknown): string => {
  if (given instanceof Uint8Array) return Buffer.from(given).toString();
  return typeof given === 'string' ? given : inspect(given);
};
