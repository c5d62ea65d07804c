import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Running, type Json } from './running.js';
import { Ear, opened, shop, signatureOf, type Heard } from './wechat-client.js';

let sim: Running;
let ear: Ear;

beforeEach(async () => {
  sim = await Running.start();
  ear = new Ear();
});
afterEach(async () => {
  await ear.close();
  await sim.stop();
});

const connect = async (more: Json = {}): Promise<unknown> =>
  sim.call('PUT', '/control/wechat-apps', { ...shop, pushUrl: await ear.listen(), ...more });

async function order(): Promise<string> {
  const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 1, priceFen: 5_990 }];
  const { json } = await sim.call('POST', '/control/orders', { shopId: shop.appId, orders: [{ lines }] });
  await sim.call('POST', '/control/settle', {});
  return (json['orders'] as { platformOrderId: string }[])[0]?.platformOrderId ?? '';
}

const sealedIn = ({ body }: Heard): string => (JSON.parse(body) as { Encrypt: string }).Encrypt;
const names = (): unknown[] => ear.pushes().map((push) => (JSON.parse(opened(push).text) as Json)['Event']);

describe('a push URL that is saved', () => {
  it('is asked to say a random text back, under the platform’s signature', async () => {
    await connect();
    const check = await ear.first;
    expect(check.method).toBe('GET');
    expect(check.query.get('signature')).toBe(signatureOf(check));
    expect(check.query.get('echostr')).toMatch(/^\d{19}$/);
  });
});

describe('pushes of the platform', () => {
  it('are sealed for the shop, signed over what is sealed, with the order’s number as a bare number', async () => {
    await connect();
    const id = await order();
    expect(names()).toEqual([
      'channels_ec_order_new',
      'channels_ec_order_pay',
      'channels_ec_order_wait_shipping',
    ]);
    for (const push of ear.pushes()) {
      expect(push.query.get('encrypt_type')).toBe('aes');
      expect(push.query.get('msg_signature')).toBe(signatureOf(push, sealedIn(push)));
      expect(push.query.get('signature')).toBe(signatureOf(push));
      expect(opened(push).appId).toBe(shop.appId);
      expect(opened(push).text).toContain(`"order_id":${id}`);
    }
  });

  it('are plain where the shop has it so', async () => {
    await connect({ mode: 'plain' });
    await order();
    const [push] = ear.pushes();
    if (!push) throw new Error('nothing was pushed');
    expect(push.query.get('signature')).toBe(signatureOf(push));
    expect(push.query.get('msg_signature')).toBeNull();
    expect(JSON.parse(push.body)).toMatchObject({ Event: 'channels_ec_order_new' });
  });

  it('tell of cases with their order and status, as text', async () => {
    await connect();
    const id = await order();
    const { lines } = (await sim.call('GET', `/control/orders/${id}`)).json as { lines: Json[] };
    const claim = {
      type: 2,
      reasonCode: 1,
      lines: [{ platformLineId: lines[0]?.['platformLineId'], quantity: 1 }],
    };
    const { json } = await sim.call('POST', `/control/orders/${id}/after-sales`, claim);
    await sim.call('POST', '/control/settle', {});
    const last = ear.pushes().at(-1);
    expect(last && JSON.parse(opened(last).text)).toMatchObject({
      Event: 'channels_ec_aftersale_update',
      finder_shop_aftersale_status_update: {
        status: 'MERCHANT_PROCESSING',
        after_sale_order_id: json['platformAfterSaleId'],
        order_id: id,
      },
    });
    await sim.call('POST', `/control/after-sales/${String(json['platformAfterSaleId'])}/escalate`, {});
    await sim.call('POST', '/control/settle', {});
    const dispute = ear.pushes().at(-1);
    expect(dispute && JSON.parse(opened(dispute).text)).toMatchObject({
      Event: 'channels_ec_complaint_update',
      finder_shop_complaint: { complaint_status: 103, after_sale_order_id: json['platformAfterSaleId'] },
    });
  });

  it('come again until the answer is success', async () => {
    ear.answers = ['no', 'still no'];
    await connect();
    await order();
    const outcomes = (await sim.ledger('pushes'))
      .filter((one) => one['tag'] === 'channels_ec_order_new')
      .map((one) => one['outcome']);
    expect(outcomes).toEqual(['refused', 'refused', 'acked']);
  });

  it('are preceded by a forgery under that fault, whose proof does not hold', async () => {
    await connect();
    await sim.call('POST', '/control/faults', { target: shop.appId, name: 'bad-signature' });
    await order();
    const proofs = ear
      .pushes()
      .map((push) => push.query.get('msg_signature') === signatureOf(push, sealedIn(push)));
    expect(proofs.filter((holds) => !holds)).toHaveLength(3);
    expect(proofs.filter((holds) => holds)).toHaveLength(3);
  });
});
