import { describe, expect, it } from '@jest/globals';
import { plainOf } from './receiver.js';

const address_info = {
  user_name: '张三',
  tel_number: '18312342807',
  detail_info: '文三路1号',
  house_number: '5幢',
};

describe('a decoded WeChat order', () => {
  it('answers field by field, in the order asked for', () => {
    const texts = ['tel_number:h', 'user_name:h', 'detail_info:h'];
    expect(plainOf({ address_info }, texts)).toEqual(['18312342807', '张三', '文三路1号5幢']);
  });

  it('gives the virtual number with its extension where there is one', () => {
    const virtual_number_info = { virtual_number: '13212345774', extension: '1234' };
    expect(plainOf({ address_info, virtual_number_info }, ['tel_number:h'])).toEqual(['13212345774-1234']);
    expect(
      plainOf({ address_info, virtual_number_info: { virtual_number: '132' } }, ['tel_number:h']),
    ).toEqual(['132']);
  });

  it('is an error where nothing was decoded, or something else was asked for', () => {
    expect(() => plainOf({}, ['user_name:h'])).toThrow('without an address');
    expect(() => plainOf({ address_info }, ['cipher'])).toThrow('not a field');
  });
});
