import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { YouzanPushDoor } from './push.js';
import { pushSign } from './signature.js';

const app = { clientId: 'cid-demo', clientSecret: 'csec-demo' };
const door = new YouzanPushDoor(app);

const push = (message: object, more: object = {}): Buffer => {
  const msg = encodeURIComponent(JSON.stringify(message));
  const envelope = {
    client_id: app.clientId,
    kdt_id: 111301484,
    id: 'E20220901102943072006201',
    type: 'trade_TradeSellerShip',
    msg,
    msg_id: 'm-1',
    sendCount: 1,
    sign: pushSign(app, msg),
    test: false,
    version: 1662018756,
    ...more,
  };
  return Buffer.from(JSON.stringify(envelope));
};
const order = { tid: 'E20220901102943072006201', update_time: '2022-09-01 15:52:36' };
const hint = { vendorShopId: '111301484', platformOrderId: order.tid };

describe('a Youzan push', () => {
  it('is accepted with its sign, and known again by its message id however often it is sent', () => {
    expect(door.admit({ body: push(order) })).toEqual({ kind: 'accepted', dedupeKey: 'm-1' });
    expect(door.admit({ body: push(order, { sendCount: 3 }) })).toEqual({
      kind: 'accepted',
      dedupeKey: 'm-1',
    });
    const [one, two] = [order, { ...order, tid: 'E2' }].map((message) =>
      door.admit({ body: push(message, { msg_id: undefined }) }),
    );
    expect(one).not.toEqual(two);
  });

  it('is refused when the message, the sign or the application is another', () => {
    const forged = encodeURIComponent('{"tid":"E1"}');
    expect(door.admit({ body: push(order, { msg: forged }) })).toMatchObject({ reason: 'signature' });
    expect(door.admit({ body: push(order, { sign: undefined }) })).toMatchObject({ reason: 'signature' });
    expect(door.admit({ body: push(order, { msg: order }) })).toMatchObject({ reason: 'signature' });
    expect(door.admit({ body: push(order, { client_id: 'x' }) })).toMatchObject({ reason: 'app' });
    expect(door.admit({ body: Buffer.from('[1]') })).toMatchObject({ kind: 'refused', reason: 'encoding' });
    expect(door.admit({ body: Buffer.from([0xff, 0xfe]) })).toMatchObject({ reason: 'encoding' });
  });

  it('no refusal says success, which Youzan takes for a yes', () => {
    const refusal = door.admit({ body: push(order, { sign: 'x' }) });
    expect(refusal.kind === 'refused' && refusal.answer.body).not.toContain('success');
    expect(door.accepted.body).toBe('{"code":0,"msg":"success"}');
  });

  it.each([true, 'true'])('is only answered when it is a test: %j', (test) => {
    expect(door.admit({ body: push(order, { test }) })).toEqual({ kind: 'probe', answer: door.accepted });
    expect(door.admit({ body: push(order, { test, sign: 'x' }) })).toMatchObject({ kind: 'refused' });
  });

  it('names shop and order, of a whole order as of one that has but an id', () => {
    for (const message of [order, { full_order_info: { order_info: { tid: order.tid } } }, {}]) {
      expect(door.read(push(message).toString())).toEqual({ hints: [hint], unmapped: [] });
    }
  });

  it('names the case of a refund, whatever the version calls the event', () => {
    const message = { ...order, refund_id: '202209011552353952310720', version: 1662018756482 };
    for (const type of ['trade_refund_BuyerCreated', 'trade_refund_NewerName']) {
      expect(door.read(push(message, { type, id: 'x' }).toString())).toEqual({
        hints: [{ ...hint, afterSale: { platformAfterSaleId: '202209011552353952310720' } }],
        unmapped: [],
      });
    }
  });

  it('reads a space written as a plus sign', () => {
    const msg = '%7B%22tid%22%3A+%22E1%22%2C+%22update_time%22%3A+%222022-09-01+15%3A52%3A36%22%7D';
    expect(door.read(push({}, { msg }).toString()).hints).toEqual([{ ...hint, platformOrderId: 'E1' }]);
  });

  it('keeps what it does not know, and still asks for the order it names', () => {
    expect(door.read(push(order, { type: 'trade_New' }).toString())).toEqual({
      hints: [hint],
      unmapped: [{ what: 'push-tag', value: 'trade_New' }],
    });
    const nameless = push({}, { type: 'trade_refund_X', msg: '%7B' }).toString();
    expect(door.read(nameless)).toEqual({
      hints: [],
      unmapped: [{ what: 'push-body', value: 'trade_refund_X' }],
    });
  });

  it('never throws, whatever is pushed', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((msg) => push({}, { msg }).toString()),
        ),
        (body) => {
          door.read(body);
          door.admit({ body: Buffer.from(body) });
        },
      ),
    );
  });
});
