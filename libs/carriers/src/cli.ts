import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { candidates, list, Misused, show, status, type Answer } from './cli/answers.js';
import { carriersDocument } from './cli/document.js';

const USAGE = `npm run carriers -- list                        what each provider can do
                    show <provider|carrier>     one of them, with the reasons, or a carrier's codes
                    recognise <number>          whose number it may be
                    status <provider> <code>    what a scan code means to us
                    docs                        writes docs/carriers.md
                    --json                      the same for a program`;

const DOCUMENT = fileURLToPath(new URL('../../../docs/carriers.md', import.meta.url));

function answer([command, ...given]: readonly string[]): Answer {
  const [first = '', second = ''] = given;
  if (command === 'list' && given.length === 0) return list();
  if (command === 'show' && given.length === 1) return show(first);
  if (command === 'recognise' && given.length === 1) return candidates(first);
  if (command === 'status' && given.length === 2) return status(first, second);
  if (command === 'docs' && given.length === 0) {
    writeFileSync(DOCUMENT, carriersDocument());
    return { json: { written: DOCUMENT }, lines: [`written: ${DOCUMENT}`] };
  }
  throw new Misused(USAGE);
}

/** The exit code: 0 answered, 2 misused. */
function run(argv: readonly string[]): number {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const { json, lines } = answer(positionals);
    process.stdout.write(values.json ? `${JSON.stringify(json)}\n` : `${lines.join('\n')}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Misused ? error.message : `${String(error)}\n\n${USAGE}`}\n`);
    return 2;
  }
}

process.exitCode = run(process.argv.slice(2));
