import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { caseReasons } from './after-sale.state.js';
import { readReasons, reasonsPattern } from './reason-table.js';

const wholly = (theirs: string): RegExp => new RegExp(`^(?:${reasonsPattern(theirs)})$`);

describe('what a merchant says of a platform’s reasons', () => {
  it('is found by the code, and by a text that holds colons', () => {
    const read = readReasons('7:quality,尺寸:不合:wrong_item');
    expect([read.get('7'), read.get('尺寸:不合'), read.get('8')]).toEqual([
      'quality',
      'wrong_item',
      undefined,
    ]);
  });

  it('is never a reason that is not ours', () => {
    for (const setting of [undefined, '', 'quality', ':quality', '7:dear', '7:UNKNOWN', '7:'])
      expect(readReasons(setting).size).toBe(0);
  });

  it('is taken as a setting in the form in which it is read, whole', () => {
    const pair = fc.tuple(fc.nat().map(String), fc.constantFrom(...caseReasons));
    fc.assert(
      fc.property(fc.uniqueArray(pair, { minLength: 1, selector: ([code]) => code }), (pairs) => {
        const setting = pairs.map((one) => one.join(':')).join(',');
        expect(wholly('\\d+').test(setting)).toBe(true);
        expect([...readReasons(setting)]).toEqual(pairs);
      }),
    );
  });

  it.each(['7:dear', '7:quality,', 'x:quality', '7:quality;8:late', ':quality'])(
    'is refused as %s',
    (setting) => {
      expect(wholly('\\d+').test(setting)).toBe(false);
    },
  );
});
