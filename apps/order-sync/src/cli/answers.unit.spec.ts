import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { platformIds } from '../domain/platform.js';
import { Misused } from './answer.js';
import { list, show } from './answers.js';
import { platformsDocument } from './document.js';
import { manifests } from './platforms.js';

const said = ({ lines }: { readonly lines: readonly string[] }): string => lines.join('\n');

describe('the platforms command', () => {
  it('lists every platform with what it can do, the same for people and programs', () => {
    const { json, lines } = list();
    expect((json as { id: string }[]).map(({ id }) => id).toSorted()).toEqual(platformIds.toSorted());
    expect(lines.find((line) => line.startsWith('channel '))).toMatch(/^channel( +–){5} +yes +– +yes +–$/);
  });

  it.each(manifests.map(({ id }) => id))('shows all that the manifest of %s says', (id) => {
    const manifest = manifests.find((one) => one.id === id);
    const { json, lines } = show(id);
    expect(json).toMatchObject({ ...manifest });
    const text = lines.join('\n');
    const { credentials = [], settings = [], hosts = {}, notSupported = {} } = manifest ?? {};
    const names = [...credentials, ...settings].map(({ name }) => name);
    for (const part of [...names, ...Object.values(hosts), ...Object.values(notSupported)])
      expect(text).toContain(part);
  });

  it('tells the longest window of every list', () => {
    expect(show('pinduoduo').json).toMatchObject({
      lists: [
        { list: 'orders-changed', maxSpanMs: 1_799_000, maxAgeMs: 7_776_000_000 },
        { list: 'orders-created', maxSpanMs: 86_399_000 },
        { list: 'cases-changed', maxSpanMs: 1_799_000 },
      ],
    });
    expect(said(show('pinduoduo'))).toContain('orders-changed  29 min 59 s       90 d');
  });

  it('tells how many calls are allowed, and what nobody fills in by hand', () => {
    expect(said(show('kuaishou'))).toContain('at most 100 calls a second\nat most 1000000 calls a day');
    expect(said(show('douyin'))).not.toContain('at most');
    expect(said(show('douyin'))).toMatch(/callsPerDay +may be empty/);
    expect(said(show('mapped'))).toMatch(/mapping +set by publishing a mapping/);
  });

  it('says what would be understood where it is asked for something that is not there', () => {
    expect(() => show('nobody')).toThrow(Misused);
    expect(() => show('nobody')).toThrow('npm run platforms -- list');
  });
});

describe('docs/platforms.md', () => {
  it('is what `npm run platforms -- docs` writes', () => {
    const written = readFileSync(new URL('../../../../docs/platforms.md', import.meta.url), 'utf8');
    expect(written).toBe(platformsDocument());
  });
});
