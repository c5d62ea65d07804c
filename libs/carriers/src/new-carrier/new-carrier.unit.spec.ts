import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { carrierFeatures } from '../manifest.js';
import { missingFacts } from './facts.js';
import { makeCarrier, newCarrierAnswer, type NewCarrier } from './new-carrier.js';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const spec = /\.spec\.ts$|fixtures/;
const clean = { code: 0, out: '', err: '' };
const SLOW_MS = 180_000;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A copy of the library, so that nothing is ever made in the tree. */
describe('npm run new:carrier', () => {
  let root = '';
  let src = '';
  let made: NewCarrier;

  const tool = (script: string, ...args: readonly string[]): Promise<Ended> =>
    new Promise((resolve) => {
      const argv = ['--experimental-vm-modules', join('node_modules', script), ...args];
      execFile(process.execPath, argv, { cwd: root, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
        resolve({ code: Number(error?.code ?? 0), out: stdout, err: stderr });
      });
    });

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'new-carrier-'));
    src = join(root, 'libs/carriers/src');
    cpSync(join(repository, 'libs/carriers/src'), src, {
      recursive: true,
      filter: (path) => !spec.test(path),
    });
    cpSync(join(repository, 'libs/carriers/package.json'), join(root, 'libs/carriers/package.json'));
    for (const file of [
      'tsconfig.base.json',
      'eslint.config.mjs',
      'jest.preset.mjs',
      '.prettierrc.json',
      'package.json',
    ])
      cpSync(join(repository, file), join(root, file));
    symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
    made = makeCarrier('acme', src);
    writeFileSync(
      join(root, 'tsconfig.check.json'),
      JSON.stringify({
        extends: './tsconfig.base.json',
        compilerOptions: { noEmit: true, rootDir: '.', declaration: false, declarationMap: false },
        include: ['libs/carriers/src/acme'],
      }),
    );
    writeFileSync(
      join(root, 'jest.config.mjs'),
      "import { preset } from './jest.preset.mjs';\nexport default { ...preset, testMatch: ['**/*.unit.spec.ts'] };\n",
    );
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('makes a folder of the anatomy that all providers have', () => {
    expect(made.files).toEqual(
      expect.arrayContaining([
        ...['README.md', 'adapter.ts', 'client.ts', 'config.ts', 'errors.ts', 'manifest.ts', 'mapping.ts'],
        ...['signature.ts', 'status-table.ts', 'wire.ts', 'conformance.unit.spec.ts'],
      ]),
    );
    for (const file of made.files)
      expect(readFileSync(join(made.folder, file), 'utf8')).not.toMatch(/__\w+__/);
  });

  it(
    'compiles',
    async () => {
      expect(await tool('ts7/bin/tsc', '-p', 'tsconfig.check.json')).toEqual(clean);
    },
    SLOW_MS,
  );

  it(
    'is formatted, and passes lint',
    async () => {
      expect(
        await tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', 'libs/carriers/src/acme'),
      ).toEqual(clean);
      expect(await tool('eslint/bin/eslint.js', '--max-warnings', '0', 'libs/carriers/src/acme')).toEqual(
        clean,
      );
    },
    SLOW_MS,
  );

  it(
    'fails its conformance spec once for every missing fact, which the message places',
    async () => {
      const { code } = await tool('jest/bin/jest.js', '--json', '--outputFile', 'report.json', 'acme');
      expect(code).toBe(1);
      const report = JSON.parse(readFileSync(join(root, 'report.json'), 'utf8')) as Report;
      const [suite] = report.testResults;
      const failed = (suite?.assertionResults ?? []).filter(({ status }) => status === 'failed');
      const [conformance, ...facts] = failed.toSorted((one) => (one.title.startsWith('passes') ? -1 : 1));
      expect(facts.map(({ title }) => title).toSorted()).toEqual(
        missingFacts.map(({ name }) => `knows the fact ${name}`).toSorted(),
      );
      for (const { name, file, what, from } of missingFacts) {
        const message = facts.find(({ title }) => title.endsWith(` ${name}`))?.failureMessages.join() ?? '';
        expect(message).toContain(`missing fact ${name}: ${what}. Fill it in in ${file}, from ${from}`);
      }
      // Nothing else is wrong with it: every cell that fails waits for a fact.
      const cells = conformance?.failureMessages.join().match(/"why": "[^"]*/g) ?? [];
      expect(cells.length).toBeGreaterThan(5);
      expect(cells.filter((cell) => !cell.startsWith('"why": "missing fact '))).toEqual([]);
    },
    SLOW_MS,
  );

  it(
    'passes its conformance spec once every fact is filled in',
    async () => {
      const { folder } = makeCarrier('known', src);
      for (const [file, answers] of Object.entries(invented)) {
        const path = join(folder, file);
        const filled = answers.reduce(
          (text, [asked, answer]) => text.replaceAll(asked, answer),
          readFileSync(path, 'utf8'),
        );
        writeFileSync(path, filled);
        expect(filled).not.toMatch(/missing\(|notKnown\(/);
      }
      rmSync(join(folder, 'facts.ts'));
      const { code, err } = await tool('jest/bin/jest.js', 'known');
      expect({ code, err }).toEqual({
        code: 0,
        err: expect.stringContaining('1 passed, 1 total') as unknown,
      });
    },
    SLOW_MS,
  );

  it('leaves no feature undecided without saying so', () => {
    const manifest = readFileSync(join(made.folder, 'manifest.ts'), 'utf8');
    for (const feature of carrierFeatures) expect(manifest).toMatch(new RegExp(`^ {4}'?${feature}'?: `, 'm'));
  });

  it('says what to add to the registry, and adds nothing itself', () => {
    const before = readFileSync(new URL('../registry.ts', import.meta.url), 'utf8');
    expect(readFileSync(join(src, 'registry.ts'), 'utf8')).toBe(before);
    expect(newCarrierAnswer(made).lines.join('\n')).toContain('entry(acmeManifest, acme, acmeStatus),');
  });

  it.each([
    '',
    'A',
    'Acme',
    '2go',
    'a',
    'acme-express',
    '../acme',
    'x'.repeat(21),
    'class',
    'manifest',
    'client',
  ])('refuses the id %j and makes nothing', (id) => {
    expect(() => makeCarrier(id, src)).toThrow('is no id');
    expect(id !== '' && existsSync(join(src, id, 'adapter.ts'))).toBe(false);
  });

  it.each(['acme', 'yunda', 'conformance', 'registry'])('refuses %s, which is there already', (id) => {
    expect(() => makeCarrier(id, src)).toThrow(/is there already|is no id/);
  });
});

const noFacts = [/^import .*'\.\/facts\.js';\n/gm, ''] as const;

/** A vendor that is not there. */
const invented: Readonly<Record<string, readonly (readonly [asked: string | RegExp, answer: string])[]>> = {
  'manifest.ts': [noFacts, ["notKnown('carrier')", "'YD'"], [/notKnown\('[\w-]+'\)/g, "'it has none'"]],
  'client.ts': [noFacts, ["missing('query')", "({ path: 'trace', body: _number })"]],
  'signature.ts': [noFacts, ["missing('signature')", '_body + _appSecret']],
  'errors.ts': [
    noFacts,
    ['import { failuresOf }', "import { CarrierError } from '../errors.js';\nimport { failuresOf }"],
    ["missing('noTraceYet')", "_answer['said'] === 'nothing yet'"],
    [
      "missing('refusals');",
      "if (_answer['said'] !== 'yes') throw new CarrierError(_answer['said'] as never, '', { provider: PROVIDER });",
    ],
  ],
  'mapping.ts': [
    noFacts,
    ["missing('steps')", "(_answer['steps'] ?? []) as readonly unknown[]"],
    ["missing('step')", "({ time: String(_step['time']), code: 'GOT', words: '' })"],
  ],
  'conformance.unit.spec.ts': [
    noFacts,
    ["missing('signatureCheck')", "_call.headers['sign'] === `${_call.body}sample-secret`"],
    ["missing('movingSample')", `'{"said":"yes","steps":[{"time":"2025-01-02 10:00:00"}]}'`],
    ["missing('noDataSample')", `'{"said":"nothing yet"}'`],
    ["missing('refusedSample')", `'{"said":"credentials"}'`],
    ["missing('throttledSample')", `'{"said":"throttled"}'`],
    [/ {2}it\.each\(Object\.keys\(facts\)[^]*?\n {2}\}\);\n/g, ''],
  ],
};

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}
