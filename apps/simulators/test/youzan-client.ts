import type { Answered, Json, Running } from './running.js';

export const SHOP = '4000000001';
export const app = { client_id: 'sample-youzan-client', client_secret: 'sample-youzan-secret' };

/** A client written from the platform's document, sharing nothing with the simulator. */
export class YouzanClient {
  private access = '';

  constructor(private readonly sim: Running) {}

  token(how: Json, who: Json = app): Promise<Answered> {
    return this.post('/youzan/auth/token', { ...who, ...how });
  }

  async connect(): Promise<Json> {
    const { json } = await this.token({ authorize_type: 'silent', grant_id: SHOP, refresh: true });
    const data = json['data'] as Json;
    this.access = String(data['access_token']);
    return data;
  }

  call(api: string, params: Json, access = this.access): Promise<Answered> {
    return this.post(`/youzan/api/${api}?access_token=${access}`, params);
  }

  async data(api: string, params: Json): Promise<Json> {
    return (await this.call(api, params)).json['data'] as Json;
  }

  /** Paid orders of the sample shop, by their ids. */
  async orders(count: number, more: Json = {}): Promise<string[]> {
    const lines = [
      { skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 },
      { skuCode: 'CUP-STEEL-500', quantity: 1, priceFen: 7_900 },
    ];
    const orders = Array.from({ length: count }, () => ({ lines, ...more }));
    const { json } = await this.sim.call('POST', '/control/orders', { shopId: SHOP, orders });
    return (json['orders'] as { platformOrderId: string }[]).map((one) => one.platformOrderId);
  }

  async lines(orderId: string): Promise<string[]> {
    const { json } = await this.sim.call('GET', `/control/orders/${orderId}`);
    return (json['lines'] as { platformLineId: string }[]).map((one) => one.platformLineId);
  }

  async claim(orderId: string, more: Json = {}): Promise<string> {
    const [line] = await this.lines(orderId);
    const body = { type: 0, lines: [{ platformLineId: line, quantity: 1 }], reasonCode: 2, ...more };
    const { json } = await this.sim.call('POST', `/control/orders/${orderId}/after-sales`, body);
    return String(json['platformAfterSaleId']);
  }

  private post(path: string, body: Json): Promise<Answered> {
    return this.sim.raw(path, JSON.stringify(body), { 'content-type': 'application/json' });
  }
}
