import type { Answered, Json, Running } from './running.js';

export const SHOP = '5000000001';
export const APP = { clientId: 'SAMPLE0WEIMOB0CLIENT', clientSecret: 'sample-weimob-secret' };

/** A client written from the platform's own SDKs, sharing nothing with the simulator. */
export class WeimobClient {
  private access = '';

  constructor(private readonly sim: Running) {}

  token(how: Record<string, string>, secret = APP.clientSecret): Promise<Answered> {
    const query = new URLSearchParams({ ...how, client_id: APP.clientId, client_secret: secret });
    return this.sim.raw(`/weimob/fuwu/b/oauth2/token?${query.toString()}`, '', {});
  }

  async connect(): Promise<Json> {
    const shop = { shop_id: SHOP, shop_type: 'business_operation_system_id' };
    const { json } = await this.token({ grant_type: 'client_credentials', ...shop });
    this.access = String(json['access_token']);
    return json;
  }

  /** `body` is the text of the call: ids are numbers beyond what a double holds. */
  call(path: string, body: string, access = this.access): Promise<Answered> {
    const url = `/weimob/apigw/${path}?accesstoken=${access}`;
    return this.sim.raw(url, body, { 'content-type': 'application/json' });
  }

  /** Ids of int64 become text. */
  async data(path: string, body: string): Promise<Json> {
    const { text } = await this.call(path, body);
    const safe = text.replaceAll(/([:[,])(\d{16,})/g, '$1"$2"');
    return (JSON.parse(safe) as Json)['data'] as Json;
  }

  async order(more: Json = {}): Promise<string> {
    const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 }];
    const { json } = await this.sim.call('POST', '/control/orders', {
      shopId: SHOP,
      orders: [{ lines, ...more }],
    });
    return (json['orders'] as { platformOrderId: string }[])[0]?.platformOrderId ?? '';
  }

  /** A case about one piece of an order that has left. */
  async case(type = 0): Promise<{ orderId: string; rightsId: string }> {
    const orderId = await this.order();
    await this.sim.shipped(orderId);
    const { json } = await this.sim.call('GET', `/control/orders/${orderId}`);
    const [line] = json['lines'] as { platformLineId: string }[];
    const lines = [{ platformLineId: line?.platformLineId, quantity: 1 }];
    const body = { type, lines, reasonCode: 2, plan: 'never-sends' };
    const made = await this.sim.call('POST', `/control/orders/${orderId}/after-sales`, body);
    return { orderId, rightsId: String(made.json['platformAfterSaleId']) };
  }
}
