import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unusable, type Answer } from '../cli/answer.js';
import { factLines, featureLines, missingFacts } from './facts.js';

export interface NewCarrier {
  readonly id: string;
  readonly folder: string;
  readonly files: readonly string[];
  /** Missing facts as the conformance spec names them. */
  readonly facts: readonly string[];
  /** What the registry needs, line by line. */
  readonly registration: readonly string[];
}

const SUFFIX = '.template';

/** Makes `<src>/<id>/`, the skeleton of a provider's adapter. Throws `Unusable`, and then leaves nothing behind. */
export function makeCarrier(id: string, src: string): NewCarrier {
  const templates = templatesIn(join(src, 'new-carrier', 'templates'));
  refuseBadId(id, templates);
  const folder = join(src, id);
  if (existsSync(folder) || existsSync(`${folder}.ts`))
    throw new Unusable(`${id} is there already: ${folder}`);
  mkdirSync(folder);
  for (const [name, template] of templates) writeFileSync(join(folder, name), filled(template, id));
  return {
    id,
    folder,
    files: [...templates.keys()],
    facts: missingFacts.map(({ name }) => name),
    registration: registrationOf(id),
  };
}

const templatesIn = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder)
      .sort()
      .map((file) => [file.slice(0, -SUFFIX.length), readFileSync(join(folder, file), 'utf8')] as const),
  );

const FORM = /^[a-z][a-z0-9]{1,19}$/;

/** The id becomes a name in the code: words the code has already cannot be it. */
function refuseBadId(id: string, templates: ReadonlyMap<string, string>): void {
  if (!FORM.test(id))
    throw new Unusable(`${JSON.stringify(id)} is no id: 2 to 20 small letters and digits, a letter first`);
  const code = NAMED_IN.map((file) => templates.get(file) ?? '').join('\n');
  const words: readonly string[] = code.match(/\b[a-z][a-z0-9]*\b/g) ?? [];
  if (words.includes(id) || RESERVED.has(id))
    throw new Unusable(`${id} is no id: it is a word of the language or of the skeleton`);
}

const NAMED_IN = ['adapter.ts', 'conformance.unit.spec.ts'];

const RESERVED: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch continue debugger delete do else enum eval false finally if implements in ' +
    'instanceof interface let null package private protected public static super this throw true try typeof var ' +
    'void while with yield undefined'
  ).split(' '),
);

const capital = (id: string): string => id.slice(0, 1).toUpperCase() + id.slice(1);

const filled = (template: string, id: string): string =>
  template
    .replaceAll('__id__', id)
    .replaceAll('__Id__', capital(id))
    .replace('__facts__', factLines)
    .replace('__features__', featureLines);

const registrationOf = (id: string): readonly string[] => [
  `import { ${id} } from './${id}/adapter.js';`,
  `import { manifest as ${id}Manifest } from './${id}/manifest.js';`,
  `import { toStatus as ${id}Status } from './${id}/status-table.js';`,
  `entry(${id}Manifest, ${id}, ${id}Status),`,
];

export const newCarrierAnswer = (made: NewCarrier): Answer => ({
  json: made,
  lines: [
    `made: ${made.folder}`,
    ...made.files.map((file) => `  ${file}`),
    '',
    `${made.facts.length} facts are missing; its conformance spec fails once for each and says where it comes from:`,
    `  ${made.facts.join(', ')}`,
    '',
    'it is not in the registry; once its spec passes, libs/carriers/src/registry.ts needs:',
    ...made.registration.map((line) => `  ${line}`),
    'and libs/carriers/src/direct.ts what it carries, unless it is an aggregator;',
    'what comes after that stands in libs/carriers/README.md, "Another provider"',
  ],
});
