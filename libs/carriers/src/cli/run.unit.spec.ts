import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from './run.js';

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function command(...argv: readonly string[]): Said {
  const [out, err]: [string[], string[]] = [[], []];
  const code = run(argv, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out: out.join(''), err: err.join('') };
}

describe('npm run carriers', () => {
  let folder = '';
  const file = (name: string, content: string | object = ''): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const SECRET = 'sample-jt-key';
  const settings = (): string => file('jt.json', { apiAccount: '1000001', privateKey: SECRET });
  const content = { billCode: 'JT0000000000001', details: [] };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'carriers-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['list'],
    ['show', 'kdniao'],
    ['recognise', 'YT1234567890123'],
    ['status', 'kdniao', '304'],
    ['conformance'],
    ['conformance', 'zto'],
  ])('answers %s %s as one line of JSON or as lines', (...argv) => {
    const [people, program] = [command(...argv), command(...argv, '--json')];
    expect([people.code, program.code]).toEqual([0, 0]);
    expect(people.out).toMatch(/^[^{[].*\n$/s);
    expect(program.out.trimEnd()).not.toContain('\n');
    expect(typeof JSON.parse(program.out)).toBe('object');
  });

  it('signs a capture into a file that decode verifies, with the headers it prints', () => {
    const out = join(folder, 'signed.body');
    const given = ['--settings', settings()];
    const { headers } = JSON.parse(
      command('sign', 'jt', file('content.json', content), ...given, '--out', out, '--json').out,
    ) as { headers: Record<string, string> };
    const flags = Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}=${value}`]);
    const decoded = command('decode', 'jt', out, ...given, ...flags, '--json');
    expect(decoded.code).toBe(0);
    expect(JSON.parse(decoded.out)).toMatchObject({ verification: 'verified' });
    expect(command('decode', 'jt', out, ...flags).out).toContain('not verified: no settings given');
    expect(readFileSync(out, 'latin1')).toMatch(/^bizContent=%7B/);
  });

  it('ends with 1 and says so where a capture is forged', () => {
    const forged = command(
      'decode',
      'jt',
      file('forged', 'bizContent={}'),
      '--settings',
      settings(),
      '--json',
    );
    expect(forged).toMatchObject({ code: 1, err: '' });
    expect(JSON.parse(forged.out)).toEqual({ provider: 'jt', verification: 'forged' });
  });

  it.each([
    ['a file that is not there', () => ['decode', 'jt', join(folder, 'none')], 'cannot be read: ENOENT'],
    ['a folder', () => ['decode', 'jt', folder], 'cannot be read: EISDIR'],
    ['a body that is no push', () => ['decode', 'jt', file('page', '<html>')], 'malformed: no bizContent'],
    [
      'settings that are no JSON',
      () => ['decode', 'jt', file('push'), '--settings', file('bad.json', `{"privateKey":"${SECRET}"`)],
      'bad.json is not JSON',
    ],
    [
      'settings that are not complete',
      () => ['sign', 'jt', file('push'), '--settings', file('half.json', { privateKey: SECRET })],
      'apiAccount',
    ],
    [
      'a provider that signs nothing',
      () => ['sign', 'yunda', file('push'), '--settings', settings()],
      'signed',
    ],
  ])('ends with 1 and one clear line on %s', (_what, argv, words) => {
    const { code, out, err } = command(...argv());
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^[^\n]+\n$/);
    expect(err).toContain(words);
    expect(err).not.toContain(SECRET);
  });

  it.each([
    [[]],
    [['nothing']],
    [['show']],
    [['list', '--unheard-of']],
    [['decode', 'nobody', 'file', '--header', 'digest']],
    [['sign', 'jt', 'file']],
  ])('ends with 2 where it is misused: %j', (argv) => {
    const { code, out, err } = command(...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).not.toBe('');
  });
});
