import { douyin } from './douyin-client.js';
import type { Answered, Json, Running } from './running.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** The default entry of the demo shop's address book. */
export const ADDRESS = '100000000101';
export const PHONE = '13800001234';

/** Merchant and buyer of one running simulator, over its doors. */
export class Returns {
  constructor(
    private readonly sim: Running,
    private readonly access: string,
  ) {}

  /** A shipped order of two articles, ready to be claimed. */
  async order(more: Json = {}): Promise<{ id: string; line: string }> {
    const id = await this.sim.order({ address: { phone: PHONE, region: '310100' }, ...more });
    await this.sim.shipped(id, { plan: 'quick' });
    return { id, line: await this.lineOf(id) };
  }

  async lineOf(orderId: string): Promise<string> {
    const { json } = await this.sim.call('GET', `/control/orders/${orderId}`);
    return (json['lines'] as { platformLineId: string }[])[0]?.platformLineId ?? '';
  }

  claim(order: { id: string; line: string }, more: Json = {}): Promise<Answered> {
    const lines = [{ platformLineId: order.line, quantity: 1 }];
    const body = { type: 0, lines, reasonCode: 1, ...more };
    return this.sim.call('POST', `/control/orders/${order.id}/after-sales`, body);
  }

  /** A case of return and refund that waits for the merchant. */
  async case(more: Json = {}, orderMore: Json = {}): Promise<string> {
    const { json } = await this.claim(await this.order(orderMore), more);
    return String(json['platformAfterSaleId']);
  }

  call(path: string, params: Json): Promise<Answered> {
    return douyin(this.sim, path, params, { token: this.access });
  }

  operate(type: number, item: Json, ...others: Json[]): Promise<Answered> {
    return this.call('/afterSale/operate', { items: [item, ...others], type });
  }

  agree(aftersale_id: string, more: Json = {}): Promise<Answered> {
    const logistics = { receiver_address_id: Number(ADDRESS) };
    return this.operate(101, { aftersale_id, logistics, ...more });
  }

  refund(aftersale_id: string, more: Json = {}): Promise<Answered> {
    return this.operate(111, { aftersale_id, ...more });
  }

  async truth(id: string): Promise<Json> {
    return (await this.sim.call('GET', `/control/after-sales/${id}`)).json;
  }

  act(id: string, action: string, body: Json = {}): Promise<Answered> {
    return this.sim.call('POST', `/control/after-sales/${id}/${action}`, body);
  }

  /** A case whose goods are on their way back. */
  async returned(more: Json = {}): Promise<string> {
    const id = await this.case(more);
    await this.agree(id);
    await this.act(id, 'ship', { carrier: 'ZTO', plan: 'quick' });
    return id;
  }
}

export const codes = ({ json }: Answered): unknown[] => [json['code'], json['sub_code']];
export const MOVED = [50002, 'isv.business-failed:20309541'];
