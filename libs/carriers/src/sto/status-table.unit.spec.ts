import { describe, expect, it } from '@jest/globals';
import { statusTable, toStatus } from './status-table.js';

const documented =
  '收件 发件 到件 转邮 转同行 装袋 改地址件 派件 第三方代派 快件取出 柜机代收 驿站代收 派件入柜 第三方代收 代取快递 留仓件 驿站出库 签收 退回件 问题件';

describe('the STO status table', () => {
  it.each(documented.split(' '))('knows the documented scan %s', (code) => {
    expect(statusTable.has(code)).toBe(true);
  });

  it.each(['安检', '', 'GOT', 'CC_IM_START', '__proto__'])('makes no guess about the scan %j', (code) => {
    expect(toStatus(code)).toEqual({ status: 'UNKNOWN' });
  });

  it.each([
    ['收件', 'PICKED_UP', undefined],
    ['快件取出', 'OUT_FOR_DELIVERY', undefined],
    ['柜机代收', 'AVAILABLE_FOR_PICKUP', 'locker'],
    ['签收', 'DELIVERED', undefined],
    ['退回件', 'RETURNING', undefined],
    ['问题件', 'EXCEPTION', undefined],
  ])('reads %s as %s.%s', (code, status, reason) => {
    expect(toStatus(code)).toEqual({ status, reason });
  });
});
