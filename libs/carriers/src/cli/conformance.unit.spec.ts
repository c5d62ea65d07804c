import { describe, expect, it } from '@jest/globals';
import { carrierFactories } from '../registry.js';
import { cellsOf, conformance } from './conformance.js';

const said = (provider?: string): readonly string[] => conformance(provider).lines;

describe('the table of the conformance suite', () => {
  it('says of every provider and case that it passes, or why it does not apply', () => {
    for (const { manifest } of carrierFactories.values()) {
      const cells = cellsOf(manifest);
      expect(cells.length).toBeGreaterThan(60);
      for (const { outcome, why } of cells) expect((why ?? '') === '').toBe(outcome === 'pass');
    }
  });

  it('asks for every case of an operation that a provider has, but for what its pushes never are', () => {
    const left = cellsOf(carrierFactories.get('zto')?.manifest ?? fail()).filter(
      ({ feature, outcome }) => feature === 'push' && outcome === 'n/a',
    );
    expect(left.map(({ guarantee, why }) => `${guarantee}: ${why ?? ''}`)).toEqual([
      expect.stringMatching(/^encoded-twice .*KDNiao/),
      expect.stringMatching(/^json-in-json .*JSON inside a text/),
      expect.stringMatching(/^repeated .*one event/),
      expect.stringMatching(/^reversed .*one event/),
    ]);
  });

  it('gives the reason of the manifest for an operation that a provider has not', () => {
    const { features } = carrierFactories.get('yunda')?.manifest ?? fail();
    const why = String(features.book);
    expect(said('yunda').filter((line) => line.includes(why)).length).toBeGreaterThan(5);
  });

  it('shows all providers side by side', () => {
    const [head = '', ...rows] = said();
    for (const provider of carrierFactories.keys()) expect(head).toContain(provider);
    expect(
      rows.some((row) => /^track +a moving waybill has scans.*( pass){11}$/.test(row.replaceAll(/ +/g, ' '))),
    ).toBe(true);
  });

  it('knows no provider that is not there', () => {
    expect(() => said('nobody')).toThrow('no such provider: nobody');
  });
});

function fail(): never {
  throw new Error('not registered');
}
