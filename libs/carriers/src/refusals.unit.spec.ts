import { describe, expect, it } from '@jest/globals';
import { personalIn, withoutPersonal } from './refusals.js';

describe('the words of a refusal', () => {
  it.each([
    ['手机号13800000000无效', '手机号…无效'],
    ['电话 0571-80000000 转 12 无效', '电话 … 转 12 无效'],
    ['电话 0571-8000-0000', '电话 …'],
    ['后四位0000不匹配', '后四位…不匹配'],
    ['单号JT0000000000001不存在', '单号JT…不存在'],
    ['S03 最多 30 kg', 'S03 最多 30 kg'],
    ['', ''],
  ])('repeat no phone: %j', (words, said) => {
    expect(withoutPersonal(words)).toBe(said);
  });

  it('repeat neither end of a booking', () => {
    const sender = { name: '张三', phone: '0571-80000000', address: '浙江省杭州市余杭区某街道1号' };
    const receiver = { name: '某仓', phone: '13900000000', address: '某路2号' };
    const words = '余杭区某街道1号 张三、0571-80000000 至 某仓 某路2号 13900000000';
    expect(withoutPersonal(words, personalIn({ sender, receiver }))).toBe('… …、… 至 … … …');
  });

  it('repeat neither names nor places, the longer ones first', () => {
    const personal = ['张', '', '某街道1号', '张三', '某街道1号2栋', '0571-80000000'];
    const words = '张三 某街道1号2栋 0571-80000000 无法揽收，张 某街道1号';
    expect(withoutPersonal(words, personal)).toBe('… … … 无法揽收，… …');
  });
});
