import { describe, expect, it } from '@jest/globals';
import { readReturnAddresses, returnAddressPattern } from './return-addresses.js';

const rows =
  'WH1=李仓|0571-88881234|浙江省|杭州市|西湖区|文一路1号;WH2=王仓|13800001111|广东省|深圳市|福田区|一路2号';

describe('return addresses of a merchant', () => {
  it('are found by the warehouse’s address id', () => {
    expect(readReturnAddresses(rows).get('WH2')).toEqual({
      name: '王仓',
      phone: '13800001111',
      province: '广东省',
      city: '深圳市',
      district: '福田区',
      detail: '一路2号',
    });
    expect(rows).toMatch(new RegExp(`^(?:${returnAddressPattern})$`));
  });

  it('leave out a row that is not whole, and are none where nothing is set', () => {
    expect([...readReturnAddresses('WH1=李仓|0571;WH2=a|b|c|d|e|f|g;=a|b|c|d|e|f').keys()]).toEqual([]);
    expect(readReturnAddresses('').size).toBe(0);
    expect('WH1=李仓|0571').not.toMatch(new RegExp(`^(?:${returnAddressPattern})$`));
  });
});
