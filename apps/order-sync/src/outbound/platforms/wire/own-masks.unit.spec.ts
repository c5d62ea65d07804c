import { describe, expect, it } from '@jest/globals';
import { maskedByUs } from './own-masks.js';

const places = ['浙江省', '杭州市', '西湖区'];

describe('masks of ours', () => {
  it('hide plain text and keep the phone’s tail', () => {
    expect(maskedByUs({ name: '张小明', phone: '13812341234', address: '文一路1号' }, places)).toMatchObject({
      nameMask: '张**',
      phoneMask: '138****1234',
      addressMask: '浙江省杭州市西湖区***',
    });
  });

  it('show nothing of a ciphertext', () => {
    const name = 'dGhpcyBpcyBhIG5hbWU=$1$';
    const shown = maskedByUs({ name, phone: 'MTM4MTIzNDEyMzQ=$1$', address: 'YWRkcmVzcw==$1$' }, places);
    expect([shown.nameMask, shown.phoneMask, shown.addressMask]).toEqual([
      '*',
      '****',
      '浙江省杭州市西湖区***',
    ]);
    expect(shown.cipher.name).toBe(name);
  });

  it('are empty where nothing was given', () => {
    const shown = maskedByUs({ name: '', phone: '', address: '' }, []);
    expect([shown.nameMask, shown.phoneMask, shown.addressMask]).toEqual(['', '', '']);
  });
});
