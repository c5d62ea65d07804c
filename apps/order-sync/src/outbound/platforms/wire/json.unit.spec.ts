import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'lossless-json';
import { parsePlatformJson } from './json.js';

describe('platform JSON', () => {
  it('keeps an integer of more than 15 digits exactly, as text', () => {
    expect(parsePlatformJson('{"a":4714323456789012345,"b":[9007199254740993]}')).toEqual({
      a: '4714323456789012345',
      b: ['9007199254740993'],
    });
  });

  it('leaves ordinary numbers numbers', () => {
    expect(parsePlatformJson('{"a":123456789012345,"b":1.5,"c":-3}')).toEqual({
      a: 123456789012345,
      b: 1.5,
      c: -3,
    });
  });

  it('leaves texts as they are, whatever numbers stand in them', () => {
    const order = '{"words":"a:4714323456789012345, b[4714323456789012346]","id":4714323456789012347}';
    expect(parsePlatformJson(order)).toEqual({
      words: 'a:4714323456789012345, b[4714323456789012346]',
      id: '4714323456789012347',
    });
  });

  it('reads every document as a reader that goes from character to character does', () => {
    const long = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    const piece = fc.oneof(
      fc.string(),
      long.map((id) => `${id}`),
      fc.constantFrom(':', ',', '[', ']', '"', ' '),
    );
    const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        text.map((value) => JSON.stringify(value)),
        long.map((id) => `${id}`),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
        fc.array(tie('tree'), { maxLength: 4 }).map((items) => `[${items.join(' , ')}]`),
        fc.dictionary(text, tie('tree'), { maxKeys: 4 }).map(
          (fields) =>
            `{${Object.entries(fields)
              .map(([name, value]) => `${JSON.stringify(name)} : ${value as string}`)
              .join(',')}}`,
        ),
      ),
    }));
    const plain = (value: unknown): unknown =>
      parse(value as string, undefined, {
        parseNumber: (digits) => (/^-?\d{16,}$/.test(digits) ? digits : Number(digits)),
      });
    fc.assert(
      fc.property(tree, (document) => {
        expect(parsePlatformJson(document)).toEqual(plain(document));
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses what is no JSON', () => {
    expect(() => parsePlatformJson('{"a":4714323456789012345')).toThrow(SyntaxError);
  });
});
