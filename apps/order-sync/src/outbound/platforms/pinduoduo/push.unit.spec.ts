import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readMessage } from './push.js';

const frame = (type: string, content: string): string =>
  `{"id":9223372036854775807,"commandType":"Common","time":1700000000000,"sendTime":1700000000123,` +
  `"message":{"type":"${type}","mallID":9007199254740993,"content":${JSON.stringify(content)}}}`;

describe('a message of Pinduoduo', () => {
  it('names the order to ask for, with the shop’s id beyond 2^53 exactly', () => {
    const body = frame('pdd_trade_TradeConfirmed', '{"mall_id":9007199254740993,"tid":"231115-1"}');
    expect(readMessage(body)).toEqual({
      hints: [{ vendorShopId: '9007199254740993', platformOrderId: '231115-1' }],
      unmapped: [],
    });
  });

  it('names the case as well where it is about one', () => {
    const body = frame('pdd_refund_RefundCreated', '{"tid":"231115-1","refund_id":9007199254740995}');
    const [hint] = readMessage(body).hints;
    expect(hint?.afterSale).toEqual({ platformAfterSaleId: '9007199254740995' });
  });

  it('is a reason to ask even if its type is in no list of ours, and says so', () => {
    const body = frame('pdd_trade_TradeRiskChanged', '{"tid":"231115-1"}');
    expect(readMessage(body)).toEqual({
      hints: [{ vendorShopId: '9007199254740993', platformOrderId: '231115-1' }],
      unmapped: [{ what: 'push-tag', value: 'pdd_trade_TradeRiskChanged' }],
    });
  });

  it.each(['{"tid":""}', 'not json', '[]', 'null'])(
    'of a known type that names no order is reported: %s',
    (content) => {
      expect(readMessage(frame('pdd_trade_TradeSuccess', content))).toEqual({
        hints: [],
        unmapped: [{ what: 'push-body', value: 'pdd_trade_TradeSuccess' }],
      });
    },
  );

  it('never throws, whatever was kept', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(readMessage(body).hints).toEqual([]);
      }),
    );
  });
});
