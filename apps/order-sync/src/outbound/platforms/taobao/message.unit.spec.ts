import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readMessage, toMessage, toUnreadable } from './message.js';
import { decodeFrame, encodeFrame, type Field } from './tmc-frame.js';

const body = (topic: string, content: string, userid = '706388888'): string =>
  JSON.stringify({ topic, userid, content });
const trade = '{"tid":4714323456789012345,"oid":1}';
const refund = '{"tid":4714323456789012345,"refund_id":9007199254740993,"refund_fee":"1.00"}';
const hint = { vendorShopId: '706388888', platformOrderId: '4714323456789012345' };

const trades =
  'TradeCreate TradeBuyerPay TradeSellerShip TradePartlySellerShip TradeSuccess TradeClose TradeChanged';
const refunds =
  'RefundCreated RefundSellerAgreeAgreement RefundSellerRefuseAgreement RefundBuyerReturnGoods ' +
  'RefundBuyerModifyAgreement RefundClosed RefundSuccess';

describe('messages of the channel', () => {
  it('is kept by its id, with every field, long numbers to the last digit and the content as it came', () => {
    const fields = new Map<string, Field>([
      ['__kind', { as: 'int8', value: 3 }],
      ['id', { as: 'int64', value: 9007199254740993n }],
      ['topic', { as: 'text', value: 'taobao_trade_TradeChanged' }],
      ['userid', { as: 'int32', value: 706388888 }],
      ['time', { as: 'date', value: 1700000000000n }],
      ['dataid', { as: 'bytes', value: Uint8Array.of(1, 2) }],
      ['outtime', { as: 'void' }],
      ['content', { as: 'text', value: trade }],
    ]);
    const message = toMessage(decodeFrame(encodeFrame({ type: 'send', token: 'secret', fields })));
    expect(message.dedupeKey).toBe('9007199254740993');
    expect(JSON.parse(message.body)).toEqual({
      id: '9007199254740993',
      topic: 'taobao_trade_TradeChanged',
      userid: '706388888',
      time: '1700000000000',
      dataid: 'AQI=',
      outtime: null,
      content: trade,
    });
    expect(readMessage(message.body)).toEqual({ hints: [hint], unmapped: [] });
  });

  it.each(`${trades} TradeMemoModified TradeLogisticsAddressChanged`.split(' '))(
    '%s hints at its trade',
    (name) => {
      expect(readMessage(body(`taobao_trade_${name}`, trade))).toEqual({ hints: [hint], unmapped: [] });
    },
  );

  it.each(refunds.split(' '))('%s hints at its trade and its refund', (name) => {
    expect(readMessage(body(`taobao_refund_${name}`, refund))).toEqual({
      hints: [{ ...hint, afterSale: { platformAfterSaleId: '9007199254740993' } }],
      unmapped: [],
    });
  });

  it('expects nothing of a parcel’s way', () => {
    const topic = 'taobao_logistics_LogsticDetailTrace';
    expect(readMessage(body(topic, '{}'))).toEqual({ hints: [], unmapped: [] });
    expect(readMessage(body(topic, trade))).toEqual({ hints: [hint], unmapped: [] });
  });

  it('says which topic it does not know, and still asks for its trade', () => {
    expect(readMessage(body('taobao_trade_TradeRated', trade))).toEqual({
      hints: [hint],
      unmapped: [{ what: 'push-tag', value: 'taobao_trade_TradeRated' }],
    });
  });

  it.each([
    ['a trade without its id', body('taobao_trade_TradeChanged', '{}')],
    ['content that is not JSON', body('taobao_trade_TradeChanged', 'hello')],
    ['a refund without its id', body('taobao_refund_RefundCreated', trade)],
    ['nobody’s trade', body('taobao_trade_TradeChanged', trade, '')],
    ['a frame that could not be read', toUnreadable(Buffer.from('??')).body],
  ])('hints at nothing for %s, and says so', (_what, text) => {
    expect(readMessage(text)).toMatchObject({ hints: [], unmapped: [{ what: 'push-body' }] });
  });

  it('never throws', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.tuple(fc.string(), fc.json()).map(([a, b]) => body(a, b)),
    );
    fc.assert(
      fc.property(text, (given) => {
        expect(Array.isArray(readMessage(given).hints)).toBe(true);
      }),
    );
  });
});
