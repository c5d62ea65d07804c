import { describe, expect, it } from '@jest/globals';
import { incompatibilities, rulesOf } from './compatibility.js';
import { releaseProblems } from './release-check.js';

const text = { type: 'string' };
const schema = (properties: object, required: string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
});
const released = schema({ number: { ...text, minLength: 1 }, carrier: text, note: text }, [
  'number',
  'carrier',
]);

describe('a released schema', () => {
  it('may gain an optional field', () => {
    const current = schema({ ...released.properties, place: text }, released.required);
    expect(incompatibilities(released, current)).toEqual([]);
  });

  it('may change its title and descriptions', () => {
    const current = {
      ...released,
      title: 'X',
      properties: { ...released.properties, note: { ...text, description: 'y' } },
    };
    expect(incompatibilities(released, current)).toEqual([]);
    expect(rulesOf(current)).toBe(rulesOf(released));
  });

  it('refuses a removed field', () => {
    const current = schema({ number: { ...text, minLength: 1 }, carrier: text });
    expect(incompatibilities(released, current)).toEqual(['/note removed or renamed']);
  });

  it('refuses a renamed field', () => {
    const current = schema({ waybillNumber: { ...text, minLength: 1 }, carrier: text, note: text }, [
      'waybillNumber',
      'carrier',
    ]);
    expect(incompatibilities(released, current)).toEqual([
      '/waybillNumber became required',
      '/number removed or renamed',
    ]);
  });

  it('refuses a retyped field', () => {
    const current = schema({ ...released.properties, carrier: { type: 'integer' } }, released.required);
    expect(incompatibilities(released, current)).toEqual(['/carrier retyped from "string" to "integer"']);
  });

  it.each([
    ['minLength', { ...text, minLength: 1 }],
    ['pattern', { ...text, pattern: '^A' }],
    ['format', { ...text, format: 'uuid' }],
    ['enum', { ...text, enum: ['YTO'] }],
  ])('refuses a field tightened by %s', (keyword, carrier) => {
    const current = schema({ ...released.properties, carrier }, released.required);
    expect(incompatibilities(released, current)).toHaveLength(1);
    expect(incompatibilities(released, current)[0]).toContain(`/carrier changed ${keyword} from nothing`);
  });

  it('refuses closing the object to unknown fields', () => {
    expect(incompatibilities(released, { ...released, additionalProperties: false })).toHaveLength(1);
  });

  it('refuses a field made required, and one made optional', () => {
    expect(incompatibilities(released, { ...released, required: ['number', 'carrier', 'note'] })).toEqual([
      '/note became required',
    ]);
    expect(incompatibilities(released, { ...released, required: ['number'] })).toEqual([
      '/carrier became optional',
    ]);
  });

  it('looks inside nested objects and lists', () => {
    const before = schema({
      lines: { type: 'array', items: schema({ lineId: text, scan: schema({ code: text }) }) },
    });
    const after = schema({
      lines: { type: 'array', items: schema({ lineId: text, scan: schema({ code: { type: 'number' } }) }) },
    });
    expect(incompatibilities(before, after)).toEqual([
      '/lines/*/scan/code retyped from "string" to "number"',
    ]);
  });

  it('treats a field called title as a field', () => {
    expect(incompatibilities(schema({ title: text }), schema({}))).toEqual(['/title removed or renamed']);
    expect(rulesOf(schema({ title: text }))).not.toBe(rulesOf(schema({}, ['title'])));
  });
});

describe('the release check', () => {
  const grown = schema({ ...released.properties, place: text }, released.required);

  it('accepts what was added under the next minor', () => {
    expect(releaseProblems(new Map([['a.b.c/1.0', released]]), new Map([['a.b.c/1.1', grown]]))).toEqual([]);
  });

  it('refuses what was added without a new minor', () => {
    expect(releaseProblems(new Map([['a.b.c/1.0', released]]), new Map([['a.b.c/1.0', grown]]))).toHaveLength(
      1,
    );
  });

  it('refuses a released type that is gone, and ignores new types', () => {
    expect(releaseProblems(new Map([['a.b.c/1.0', released]]), new Map([['a.b.d/1.0', grown]]))).toEqual([
      'a.b.c/1.0 is released and no longer defined',
    ]);
  });

  it('compares with every released minor, not the last only', () => {
    const releases = new Map([
      ['a.b.c/1.0', released],
      ['a.b.c/1.1', grown],
    ]);
    const lost = releaseProblems(releases, new Map([['a.b.c/1.2', released]]));
    expect(lost).toEqual(['a.b.c/1.1 → a.b.c/1.2: /place removed or renamed']);
  });

  it('lets a second major stand beside the first', () => {
    const current = new Map([
      ['a.b.c/1.0', released],
      ['a.b.c/2.0', schema({})],
    ]);
    expect(releaseProblems(new Map([['a.b.c/1.0', released]]), current)).toEqual([]);
  });
});
