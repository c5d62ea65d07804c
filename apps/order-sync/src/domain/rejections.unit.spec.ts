import { describe, expect, it } from '@jest/globals';
import { readRejections, rejectionFor, rejectionsPattern } from './rejections.js';

const SETTING =
  'return/window-closed=12|已超过退货期限; return/not-returnable=|不支持七天无理由;*=9|不符合条件';

describe('a merchant’s words for refusals', () => {
  it('are found by the rule, else by the star', () => {
    const read = readRejections(SETTING);
    expect(rejectionFor(read, 'return/window-closed')).toEqual({ reasonCode: '12', text: '已超过退货期限' });
    expect(rejectionFor(read, 'return/not-returnable')).toEqual({ reasonCode: '', text: '不支持七天无理由' });
    expect(rejectionFor(read, 'return/other')).toEqual({ reasonCode: '9', text: '不符合条件' });
  });

  it('are none where nothing is set, or nothing that can be read', () => {
    for (const setting of [undefined, '', 'x', 'a=1', '=1|b', 'a=1|'])
      expect(rejectionFor(readRejections(setting), 'a')).toBeUndefined();
  });

  it('are taken as a setting in the form in which they are read', () => {
    const whole = new RegExp(`^(${rejectionsPattern})$`);
    expect([whole.test(SETTING), whole.test('a=1|'), whole.test('a|b')]).toEqual([true, false, false]);
  });
});
