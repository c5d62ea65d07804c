import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withoutPhones } from './without-phones.js';

describe('a carrier’s words', () => {
  it.each([
    ['派件员【张三】电话13800001234，请保持畅通', '派件员【张三】电话138****1234，请保持畅通'],
    ['联系电话:138 0000 1234/139-0000-5678', '联系电话:138****1234/139****5678'],
    ['+86 13800001234', '138****1234'],
    ['0086-13800001234', '****'],
    ['tel13800001234', 'tel138****1234'],
    ['隐私号18400001234-5678派送', '隐私号184****1234派送'],
    ['隐私号18400001234转5678派送', '隐私号184****1234派送'],
    ['隐私号18400001234，分机号 5678', '隐私号184****1234'],
    ['隐私号18400001234分机号：5678', '隐私号184****1234'],
    ['安全号95013740109424', '安全号****'],
    ['网点0571-88880000转8001', '网点0571-****0000'],
    ['网点（010）88880000', '网点****'],
    ['网点057188880000', '网点0571-****0000'],
    ['TEL057188880000', 'TEL0571-****0000'],
    ['全角１３８００００１２３４', '全角****'],
    ['010-00000600-0000010', '010-****0600-****0010'],
    ['13800001234,2026年1月', '138****1234,2026年1月'],
    ['13800001234-2026-01-02', '138****1234-2026-01-02'],
  ])('%j go out as %j', (words, masked) => {
    expect(withoutPhones(words)).toBe(masked);
  });

  it.each([
    '快件到达【杭州某中转场】',
    '客服电话95338，400-111-1119',
    '换单为SF1234567890123，原单73100000000000',
    'JDVA02123456789 已揽收',
    'YT1380000123456',
    '777000000000001、777138000012345',
    '2026-01-19 20:25:01',
    '2026-01-19 2026-01-20 已约定',
    '取件码138-0000',
    '138****1234',
    '0571-****0000',
  ])('%j are left as they are', (words) => {
    expect(withoutPhones(words)).toBe(words);
  });

  const digits = (length: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: length, maxLength: length });
  const mobile = fc
    .tuple(
      fc.constantFrom('', '+86', '86-', '+86 '),
      fc.constantFrom(...Array.from('3456789')),
      digits(9),
      fc.constantFrom('', ' ', '-'),
    )
    .map(([lead, second, rest, gap]) => {
      const all = `1${second}${rest}`;
      return lead + [all.slice(0, 3), all.slice(3, 7), all.slice(7)].join(gap);
    });
  const landline = fc
    .tuple(fc.constantFrom('010', '021', '0571', '0898'), fc.constantFrom('-', ' ', ''), digits(8))
    .map((parts) => parts.join(''));
  const phone = fc
    .tuple(fc.oneof(mobile, landline), fc.constantFrom('', '-', '转', '#', '，'), digits(4))
    .map(([number, by, extension]) => ({ number, written: by === '' ? number : number + by + extension }));
  /** What stands around it holds no digit, so what is left of one is left of the phone. */
  const words = fc.string({
    unit: fc.constantFrom(...Array.from('派件员签收【】，。:已在途 abc')),
    maxLength: 12,
  });

  it('hold no phone any more, whatever stands around it, and lose nothing else', () => {
    fc.assert(
      fc.property(words, phone, words, (before, { number, written }, after) => {
        const masked = withoutPhones(`${before}${written}${after}`);
        expect(masked.startsWith(before)).toBe(true);
        expect(masked.endsWith(after)).toBe(true);
        const plain = number.replaceAll(/\D/g, '');
        // By what a number is written with: digits on both sides of the stars may look like it.
        expect(masked.replaceAll(/[ -]/g, '')).not.toContain(plain.slice(-8));
        expect(masked).toContain('****');
      }),
    );
  });

  it('are the same however often they are masked', () => {
    const any = fc.array(
      fc.oneof(
        words,
        phone.map(({ written }) => written),
        digits(15),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(any, (parts) => {
        const once = withoutPhones(parts.join(''));
        expect(withoutPhones(once)).toBe(once);
      }),
    );
  });

  it('without a digit are never touched', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!/\p{Nd}/u.test(text));
        expect(withoutPhones(text)).toBe(text);
      }),
    );
  });
});
