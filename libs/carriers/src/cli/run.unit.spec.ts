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
  const deppon = { companyCode: 'sample', appkey: SECRET, customerCode: '400000' };
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
    ['help'],
    ['list', '--help'],
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
    ['a provider that signs nothing, without settings', () => ['sign', 'yunda', file('push')], 'signed'],
    [
      'a body that is no push, of a provider that signs nothing',
      () => ['decode', 'deppon', file('page', '<html>'), '--settings', file('deppon.json', deppon)],
      'deppon: this is no push of it: not a push that is read',
    ],
    [
      "another provider's settings",
      () => ['decode', 'deppon', file('push'), '--settings', settings()],
      'apiAccount is no setting of this provider; privateKey is no setting',
    ],
    [
      'settings that are a list',
      () => ['decode', 'deppon', file('push'), '--settings', file('list.json', [])],
      'settings of deppon: must be an object',
    ],
    [
      'a file that cannot be written',
      () => ['sign', 'jt', file('push'), '--settings', settings(), '--out', join(folder, 'none', 'out')],
      'cannot be written: ENOENT, there is no such file or folder',
    ],
  ])('ends with 1 and one clear line on %s', (_what, argv, words) => {
    const { code, out, err } = command(...argv());
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^[^\n]+\n$/);
    expect(err).toContain(words);
    expect(err).not.toContain(SECRET);
  });

  it('takes settings that begin with a byte order mark', () => {
    const push = file('push.json', 'params={"track_list":[]}');
    const given = file('bom.json', `\uFEFF${JSON.stringify(deppon)}`);
    expect(command('decode', 'deppon', push, '--settings', given)).toMatchObject({ code: 0, err: '' });
  });

  it('shows everything there is where nothing is asked for', () => {
    const { code, out, err } = command();
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(command('help').out);
  });

  it.each([
    [['nothing'], 'no such command: nothing (there are list, show'],
    [['constructor'], 'no such command: constructor'],
    [['show'], 'usage: npm run carriers -- show <provider|carrier>'],
    [
      ['show', 'nobody'],
      'neither a provider (npm run carriers -- list) nor a carrier (docs/carriers.md): nobody',
    ],
    [['recognise', ' '], 'usage: npm run carriers -- recognise <number>'],
    [['status', 'kdniao'], 'usage: npm run carriers -- status <provider> <code>'],
    [['status', 'nobody', '1'], 'no such provider: nobody'],
    [['conformance', 'nobody'], 'no such provider: nobody'],
    [['list', '--unheard-of'], "Unknown option '--unheard-of' (npm run carriers -- help)"],
    [['list', '--settings', 'file'], 'usage: npm run carriers -- list'],
    [
      ['decode', 'jt', 'file', '--out', 'file'],
      'usage: npm run carriers -- decode <provider> <file> [--settings',
    ],
    [['decode', 'jt', 'file', '--settings'], "Option '--settings <value>' argument missing"],
    [['decode', 'nobody', 'no-such-file'], 'no such provider: nobody'],
    [['decode', 'jt', 'file', '--header', 'digest'], 'not of the form name=value: digest'],
    [['sign', 'nobody', 'file'], 'no such provider: nobody'],
    [['sign', 'jt', 'file'], '--settings <file>'],
  ])('ends with 2 and one line that says what to do where it is misused: %j', (argv, words) => {
    const { code, out, err } = command(...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^[^\n]+\n$/);
    expect(err).toContain(words);
    expect(command('--json', ...argv)).toEqual({ code, out, err });
  });
});
