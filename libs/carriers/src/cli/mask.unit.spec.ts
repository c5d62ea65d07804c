import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { masked } from './mask.js';

const words = (text: string): string => masked({ text }).text;

describe('masking what a push says', () => {
  it.each([
    ['快递员张三(13812345678)正在派件', '快递员张*(138****5678)正在派件'],
    ['【某部】的快递员 张三（13812345678）正在派件', '【某部】的快递员 张*（138****5678）正在派件'],
    [
      '【某部】 的业务员[欧阳娜娜,13812345678] 正在第1次派件',
      '【某部】 的业务员[欧***,138****5678] 正在第1次派件',
    ],
    ['派送中，派送人：李四，电话：0571-88888888', '派送中，派送人：李*，电话：057****8888'],
    ['联系人:张三 +86 138-1234-5678', '联系人:张* 138****5678'],
    ['请拨打 18412345678-1234 联系', '请拨打 184****5678 联系'],
    ['请拨打18412345678转1234联系', '请拨打184****5678联系'],
  ])('hides who is named, and phones: %s', (said, shown) => {
    expect(words(said)).toBe(shown);
  });

  it.each([
    '【杭州市】到达杭州转运中心',
    '【杭州某部】的业务员正在派件',
    '【杭州市】收件人联系不上',
    '订单 118520 已揽收，重量 1.5kg',
    '客服热线 95338',
  ])('leaves words alone that name nobody: %s', (said) => {
    expect(words(said)).toBe(said);
  });

  it('hides a courier in his own fields and wherever his name is said', () => {
    const report = {
      courier: { name: '张三', phone: '13812345678' },
      text: '张三已揽收',
      number: '13812345678',
    };
    expect(masked(report)).toEqual({
      courier: { name: '张*', phone: '138****5678' },
      text: '张*已揽收',
      number: '13812345678',
    });
  });

  it('shows no mobile phone, whatever stands around it', () => {
    const around = fc.string({ unit: fc.constantFrom('派', '（', ' ', ',', '-', 'a', '：') });
    fc.assert(
      fc.property(around, fc.stringMatching(/^1[3-9]\d{9}$/), around, (before, phone, after) => {
        expect(words(before + phone + after)).not.toContain(phone);
      }),
    );
  });
});
