import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FrameError } from './tmc-bytes.js';
import { decodeFrame, encodeFrame, frameTypes, type Field, type Frame } from './tmc-frame.js';

const text = fc.string({ unit: 'binary', maxLength: 40 });
const int = (bits: number) => fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const field: fc.Arbitrary<Field> = fc.oneof(
  fc.constant({ as: 'void' } as const),
  fc.record({ as: fc.constant('text' as const), value: text }),
  fc.record({ as: fc.constant('int8' as const), value: int(8) }),
  fc.record({ as: fc.constant('int16' as const), value: int(16) }),
  fc.record({ as: fc.constant('int32' as const), value: int(32) }),
  fc.record({ as: fc.constantFrom('int64' as const, 'date' as const), value: int64 }),
  fc.record({ as: fc.constant('bytes' as const), value: fc.uint8Array({ maxLength: 40 }) }),
);
const frame: fc.Arbitrary<Frame> = fc.record(
  {
    type: fc.constantFrom(...frameTypes),
    code: int(32),
    phrase: text,
    flag: int(32),
    token: text,
    fields: fc.array(fc.tuple(text, field), { maxLength: 8 }).map((pairs) => new Map(pairs)),
  },
  { requiredKeys: ['type', 'fields'], noNullPrototype: true },
);

const of = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

describe('frames of the message channel', () => {
  it('comes out of the bytes as it went in, whatever it holds', () => {
    fc.assert(
      fc.property(frame, (given) => {
        expect(decodeFrame(encodeFrame(given))).toEqual(given);
      }),
    );
  });

  it('is refused when it is cut off, wherever that is', () => {
    fc.assert(
      fc.property(frame, fc.nat(), (given, at) => {
        const bytes = encodeFrame(given);
        expect(() => decodeFrame(bytes.subarray(0, at % bytes.length))).toThrow(FrameError);
      }),
    );
  });

  it('is refused when something follows its end', () => {
    fc.assert(
      fc.property(frame, fc.uint8Array({ minLength: 1, maxLength: 9 }), (given, more) => {
        expect(() => decodeFrame(Buffer.concat([encodeFrame(given), more]))).toThrow(FrameError);
      }),
    );
  });

  it('reads any bytes or refuses them, and does nothing else', () => {
    const noise = fc.uint8Array({ maxLength: 60 });
    const nearly = fc.tuple(frame, fc.nat(), fc.integer({ min: 0, max: 255 })).map(([given, at, byte]) => {
      const bytes = encodeFrame(given);
      bytes[at % bytes.length] = byte;
      return bytes;
    });
    fc.assert(
      fc.property(fc.oneof(noise, nearly), (bytes) => {
        try {
          expect(decodeFrame(bytes).fields).toBeInstanceOf(Map);
        } catch (error) {
          expect(error).toBeInstanceOf(FrameError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('writes the documented bytes: type 2, __kind 2 as a byte and an id as eight, little-endian', () => {
    const confirm: Frame = {
      type: 'send',
      token: 't',
      fields: new Map<string, Field>([
        ['__kind', { as: 'int8', value: 2 }],
        ['id', { as: 'int64', value: 4714323456789012345n }],
      ]),
    };
    expect(encodeFrame(confirm).toString('hex')).toBe(
      of(
        '02 02 0500 01000000 74' +
          '0100 06000000 5f5f6b696e64 02 02' +
          '0100 02000000 6964 05 795f33d634a46c41' +
          '0000',
      ).toString('hex'),
    );
  });

  it.each([
    ['another protocol', '01 02 0000'],
    ['a type that there is not', '02 04 0000'],
    ['a header of a kind that there is not', '02 02 0600 0000'],
    ['a value of a format that there is not', '02 02 0100 01000000 61 08 0000'],
    ['a length below zero', '02 02 0300 ffffffff 0000'],
    ['a length beyond the frame', '02 02 0300 ffffff7f 61 0000'],
    ['text that is not UTF-8', '02 02 0300 01000000 ff 0000'],
    ['a name that comes twice', '02 02 0100 01000000 61 00 0100 01000000 61 00 0000'],
    ['a token that comes twice', '02 02 0500 01000000 61 0500 01000000 61 0000'],
    ['nothing at all', ''],
  ])('refuses %s', (_what, hex) => {
    expect(() => decodeFrame(of(hex))).toThrow(FrameError);
  });
});
