import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { token } from './douyin-client.js';
import { ACK, booking, Kuaidi100, told } from './kuaidi100-client.js';
import { HOUR, MINUTE, PHONE, Returns } from './returns.js';
import { Running, Target, type Got, type Json } from './running.js';

let sim: Running;
let shop: Returns;
let k100: Kuaidi100;
let platform: Target;
let courier: Target;
let callbackUrl: string;

beforeEach(async () => {
  sim = await Running.start();
  platform = new Target('{"code":0,"msg":"success"}');
  courier = new Target(ACK);
  callbackUrl = await courier.listen();
  await sim.call('PUT', '/control/targets', { douyinPushUrl: await platform.listen() });
  await sim.call('PUT', '/control/courier-plans', { default: 'comes', parcelPlan: 'quick' });
  shop = new Returns(sim, (await token(sim)).access);
  k100 = new Kuaidi100(sim);
});
afterEach(async () => {
  await sim.stop();
  await Promise.all([platform.close(), courier.close()]);
});

const tagsOf = (id: string): string[] =>
  platform.got
    .filter(({ body }: Got) => body.includes(id))
    .map(({ body }) => (JSON.parse(body) as [{ tag: string }])[0].tag);

async function pass(hours: number): Promise<void> {
  for (let left = hours; left > 0; left -= 6) await sim.advance(Math.min(left, 6) * HOUR);
}

const traces = async (number: string): Promise<unknown[]> => {
  const data = JSON.stringify({ ShipperCode: 'ZTO', LogisticCode: number, CustomerName: PHONE.slice(-4) });
  const hex = createHash('md5').update(`${data}sample-kdniao-key`).digest('hex');
  const form = new URLSearchParams({
    ...{ RequestData: data, EBusinessID: '1000001', RequestType: '8001', DataType: '2' },
    DataSign: Buffer.from(hex).toString('base64'),
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const { json } = await sim.raw('/kdniao/Ebusiness/EbusinessOrderHandle.aspx', form.toString(), headers);
  return json['Traces'] as unknown[];
};

describe('a return', () => {
  it('goes from the case by courier, number and refund to its end', async () => {
    const id = await shop.case();
    expect((await shop.agree(id)).json['code']).toBe(10000);
    const { json } = await k100.order('bOrder', booking(callbackUrl));
    const { kuaidinum } = json['data'] as { kuaidinum: string };
    await pass(48);
    expect(await shop.truth(id)).toMatchObject({
      statusCode: 11,
      returnParcel: { number: kuaidinum, companyCode: 'zhongtong' },
    });
    // Both aggregators follow the parcel the courier took away.
    expect((await traces(kuaidinum)).length).toBeGreaterThan(0);
    const k100Track = await k100.query({ com: 'zhongtong', num: kuaidinum, phone: PHONE });
    expect(k100Track.json['ischeck']).toBe('1');
    const { json: list } = await shop.call('/afterSale/List', { page: 0, size: 10 });
    const [row] = (list['data'] as { items: { aftersale_info: Json }[] }).items;
    expect(row?.aftersale_info['return_logistics_code']).toBe(kuaidinum);
    const reported = await shop.call('/afterSale/returnGoodsToWareHouseSuccess', {
      aftersale_id: id,
      op_time: Math.floor(Date.now() / 1000),
      tracking_no: kuaidinum,
    });
    expect(reported.json['code']).toBe(10000);
    expect((await shop.refund(id)).json['code']).toBe(10000);
    await sim.advance(MINUTE);
    expect(tagsOf(id)).toEqual(['200', '202', '203', '201', '206']);
    expect(await shop.truth(id)).toMatchObject({
      status: 'refunded',
      refundStatus: 3,
      gotPackage: true,
      refunds: [{ amountFen: 5_990 }],
    });
  });

  it('has its number typed in some minutes after the courier left, not before', async () => {
    const id = await shop.case();
    await shop.agree(id);
    await k100.order('bOrder', booking(callbackUrl));
    let picked = false;
    for (let step = 0; step < 600 && !picked; step++) {
      await sim.advance(5 * MINUTE);
      picked = courier.got.map(told).some((one) => one.data['status'] === 10);
    }
    const { pickedUpAt } = ((await sim.call('GET', '/control/bookings')).json['items'] as Json[])[0] ?? {};
    await sim.advance(20 * MINUTE);
    const { enteredAt } = (await shop.truth(id))['returnParcel'] as { enteredAt: string };
    const wait = Date.parse(enteredAt) - Date.parse(String(pickedUpAt));
    expect(wait).toBeGreaterThanOrEqual(5 * MINUTE);
    expect(wait).toBeLessThanOrEqual(15 * MINUTE);
  });

  it('knows the buyer by the platform’s stand-in number as well', async () => {
    const id = await shop.case();
    await shop.agree(id);
    const order = String((await shop.truth(id))['platformOrderId']);
    const detail = await shop.call('/order/orderDetail', { shop_order_id: order });
    const { shop_order_detail } = detail.json['data'] as { shop_order_detail: Json };
    const infos = [{ auth_id: order, cipher_text: shop_order_detail['encrypt_post_tel'] }];
    const plain = await shop.call('/order/batchDecrypt', { cipher_infos: infos });
    const { decrypt_infos } = plain.json['data'] as { decrypt_infos: Json[] };
    const virtual = decrypt_infos[0]?.['decrypt_text'];
    await k100.order('bOrder', booking(callbackUrl, { sendManMobile: virtual }));
    await pass(48);
    expect(await shop.truth(id)).toMatchObject({ statusCode: 11 });
  });

  it('lapses where the buyer keeps quiet about the number', async () => {
    const id = await shop.case({ plan: 'never-sends' });
    await shop.agree(id);
    await k100.order('bOrder', booking(callbackUrl));
    await pass(7 * 24 + 1);
    expect(await shop.truth(id)).toMatchObject({ status: 'closed', returnParcel: null, refunds: [] });
    expect(tagsOf(id)).toEqual(['200', '202', '207']);
  });
});
