import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from './run.js';

let dir: string;
const file = (name: string, content: string | Buffer): string => {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
};
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'platforms-cli-'));
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

async function said(...argv: readonly string[]) {
  let [out, err] = ['', ''];
  const code = await run(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

describe('the command line of platforms', () => {
  it('answers in lines, and with --json in one line for a program', async () => {
    const { code, out } = await said('list', '--json');
    expect(code).toBe(0);
    expect(out.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(out)).toHaveLength(9);
    expect((await said('show', 'douyin')).out).toContain('抖店');
    expect((await said('help')).out).toContain('decode <platform> <file>…');
  });

  it('signs a described request out of files, and shows no secret', async () => {
    const described = file('call.json', '{"call":{"method":"order.getOrderList","timestamp":1700000000}}');
    const credentials = file('app.json', '{"appId":"app-demo","appSecret":"sec-demo"}');
    const { code, out } = await said('sign', 'xiaohongshu', described, '--credentials', credentials);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n').at(-1)).toBe('d5a6a622202dec845b48fb2d2681c4dc');
    expect(out).not.toContain('sec-demo');
  });

  it('decodes a captured push, and says by its exit code when it is forged', async () => {
    const body = file(
      'push.json',
      '[{"tag":"100","msg_id":"1","data":"{\\"p_id\\":9007199254740993,\\"shop_id\\":2}"}]',
    );
    const { code, out } = await said('decode', 'douyin', body);
    expect([code, out]).toEqual([
      0,
      'douyin  not verified: no credentials given\nshop 2  order 9007199254740993\n',
    ]);
    const credentials = file('douyin.json', '{"appKey":"1","appSecret":"s"}');
    const forged = await said(
      ...['decode', 'douyin', body, '--credentials', credentials],
      ...['--header', 'App-Id=1', '--header', 'Event-Sign=guess'],
    );
    expect(forged).toMatchObject({ code: 1, err: '' });
    expect(forged.out).toContain('refused: signature');
  });

  it.each([
    [[], 2, 'name a command'],
    [['explain'], 2, 'no such command: explain'],
    [['show'], 2, 'usage: npm run platforms -- show <platform>'],
    [['show', 'nobody'], 2, 'no such platform: nobody (npm run platforms -- list)'],
    [['list', '--order', '1'], 2, 'usage: npm run platforms -- list'],
    [['list', '--nonsense'], 2, '(npm run platforms -- help)'],
    [['decode', 'douyin', '/nowhere/at/all'], 1, 'cannot be read: there is no such file'],
    [['decode', 'douyin', 'x', 'y'], 2, 'name it (--order, --case)'],
    [['decode', 'douyin', 'x', '--header', 'nonsense'], 2, 'name=value'],
    [['decode', 'mapped', 'x'], 1, 'docs/mapping.md'],
  ])('says in one line what to do: %j', async (argv, code, words) => {
    const ended = await said(...argv);
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.err).toContain(words);
    expect(ended.err.match(/\n/g)).toHaveLength(1);
  });

  it('shows nothing of a file of secrets that it cannot use', async () => {
    const described = file('described.json', '{"call":{}}');
    for (const content of ['not-json-secret', '["secret"]', '{"appSecret":{"a":"secret"}}']) {
      const { code, out, err } = await said(
        ...['sign', 'douyin', described, '--credentials', file('bad.json', content)],
      );
      expect([code, out]).toEqual([1, '']);
      expect(err).toContain('bad.json');
      expect(err.replaceAll('appSecret', '')).not.toContain('secret');
    }
  });
});
