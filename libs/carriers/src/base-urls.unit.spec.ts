import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import { addressSettings, IsBaseUrls, reachedAt, readBaseUrls } from './base-urls.js';
import { carrierFactories } from './registry.js';

class Settings {
  @IsBaseUrls() urls: unknown;
}

function complaints(urls: unknown): readonly string[] {
  const errors = validateSync(Object.assign(new Settings(), { urls }));
  return errors.flatMap(({ constraints }) => Object.values(constraints ?? {}));
}

describe('where accounts are reached by default', () => {
  it.each([
    ['', {}],
    ['sto=https://open.sto.example', { sto: 'https://open.sto.example' }],
    [
      'kdniao=http://127.0.0.1:7120/kdniao, jt=https://jt.example/x?a=b',
      { kdniao: 'http://127.0.0.1:7120/kdniao', jt: 'https://jt.example/x?a=b' },
    ],
  ])('is told per provider: %j', (text, urls) => {
    expect(complaints(text)).toEqual([]);
    expect(readBaseUrls(text)).toEqual(urls);
  });

  it.each([
    [
      'an unknown provider',
      'jt=https://jt.example,fedex=https://x.example',
      /^entry 2 .*kdniao, kuaidi100, sf/,
    ],
    ['no provider', 'https://jt.example', /^entry 1 /],
    ['no URL', 'jt=', /^entry 1 \(jt\) has no URL/],
    ['another scheme', 'jt=ftp://jt.example', /^entry 1 \(jt\) has no URL/],
    ['a provider twice', 'jt=https://a.example,jt=https://b.example', /^entry 2 names jt again/],
    ['an end that is none', 'jt=https://a.example,', /^entry 2 /],
    ['anything but text', 7, /must be provider=https/],
  ])('is refused with %s, in one line that shows no value', (_what, text, said) => {
    const [line = '', ...more] = complaints(text);
    expect(line).toMatch(said);
    expect(more).toEqual([]);
    expect(line).not.toMatch(/\n|example|fedex/);
  });
});

describe('every door of a provider', () => {
  const manifests = [...carrierFactories.values()].map(({ manifest }) => manifest);

  it.each(manifests)('of $provider can be put under one URL', (manifest) => {
    const doors = addressSettings(manifest);
    const config = new manifest.config() as Readonly<Record<string, unknown>>;
    const urls = Object.keys(config).filter((name) => /^https?:/.test(String(config[name])));
    expect(doors).toEqual(urls);
    expect(doors).toContain('baseUrl');
    const url = 'https://here.example';
    expect(reachedAt(manifest, url)).toEqual(Object.fromEntries(doors.map((name) => [name, url])));
    expect(reachedAt(manifest, undefined)).toEqual({});
  });
});
