import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Misused } from './answer.js';
import { candidates, list, show, status } from './answers.js';
import { carriersDocument } from './document.js';

const said = ({ lines }: { readonly lines: readonly string[] }): string => lines.join('\n');

describe('the carriers command', () => {
  it('lists every provider with what it can do, the same for people and programs', () => {
    const { json, lines } = list();
    const providers = (json as { provider: string }[]).map(({ provider }) => provider);
    expect(providers).toEqual([
      'kdniao',
      'kuaidi100',
      'sf',
      'zto',
      'ems',
      'jt',
      'sto',
      'yto',
      'jdl',
      'deppon',
      'yunda',
    ]);
    for (const provider of providers)
      expect(lines.some((line) => line.startsWith(provider) && line.includes('yes'))).toBe(true);
  });

  it('shows why a provider does not do something', () => {
    expect(said(show('kuaidi100'))).toContain('reach         no: reachable.do wants names');
    expect(said(show('kdniao'))).toContain('track         yes');
  });

  it('shows a carrier by our code or its name', () => {
    expect(said(show('yd'))).toContain('taobao YUNDA');
    expect(said(show('韵达速递'))).toContain('kuaidi100 yunda');
    expect(said(show('SF'))).toContain('wants the last four digits of a phone');
  });

  it('says whose number it may be, and why', () => {
    expect(candidates('yt-1234567890123').json).toMatchObject({
      number: 'YT1234567890123',
      candidates: [{ carrier: 'YTO', zh: '圆通速递', confidence: 'certain' }],
    });
    expect(said(candidates('???'))).toContain('no rule fits');
  });

  it('translates a code, and keeps one nobody mapped', () => {
    expect(said(status('kdniao', '304'))).toBe('kdniao 304: DELIVERED, proxy');
    expect(said(status('kdniao', '999'))).toContain('UNKNOWN, kept raw and counted');
  });

  it('says what would be understood where it is asked for something that is not there', () => {
    expect(() => show('nobody')).toThrow(Misused);
    expect(() => status('nobody', '1')).toThrow('npm run carriers -- list');
  });
});

describe('docs/carriers.md', () => {
  it('is what `npm run carriers -- docs` writes', () => {
    const written = readFileSync(new URL('../../../../docs/carriers.md', import.meta.url), 'utf8');
    expect(written).toBe(carriersDocument());
  });
});
