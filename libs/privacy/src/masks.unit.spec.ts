import { describe, expect, it } from '@jest/globals';
import { maskAddress, maskName, maskNickname, maskPhone, phoneTail } from './masks.js';

describe('masks', () => {
  it.each([
    ['', ''],
    ['张', '*'],
    ['张三', '张*'],
    ['王小明', '王**'],
    ['欧阳娜娜', '欧***'],
    ['𠮷野家', '𠮷**'],
  ])('shows only the first character of the name %j', (name, mask) => {
    expect(maskName(name)).toBe(mask);
  });

  it.each([
    ['13812341234', '138****1234'],
    ['+8613812341234', '138****1234'],
    ['18400001234-5678', '184****1234'],
    ['010-12345678', '010-****5678'],
    ['057112345678', '0571-****5678'],
    ['02112345678', '021-****5678'],
    ['011012345678', '****'],
    ['12345', '****'],
    ['call me', '****'],
    ['', ''],
  ])('hides the middle of the phone %j', (phone, mask) => {
    expect(maskPhone(phone)).toBe(mask);
  });

  it('keeps the region of an address and nothing of the rest', () => {
    expect(maskAddress({ province: '浙江省', city: '杭州市', district: '西湖区' })).toBe(
      '浙江省杭州市西湖区***',
    );
    expect(maskAddress({ province: '上海市', city: '上海市', district: '浦东新区' })).toBe(
      '上海市浦东新区***',
    );
    expect(maskAddress({})).toBe('***');
  });

  it('says nothing about the length of a nickname', () => {
    expect(maskNickname('小红书爱好者')).toBe('小**');
    expect(maskNickname('')).toBe('');
  });

  it.each([
    ['13812341234', '1234'],
    ['18400001234-5678', '5678'],
    ['010-12345678', '5678'],
    ['123', undefined],
  ])('takes the tail a carrier compares from %j', (phone, tail) => {
    expect(phoneTail(phone)).toBe(tail);
  });
});
