import { createHash } from 'node:crypto';
import { Pool } from 'undici';

const APP_KEY = '7000000000000000001';
const APP_SECRET = 'sample-douyin-secret';
const CONNECTIONS = 48;
const REST_MS = 100;

/** Douyin's tags of an order that was made and of one that was paid. */
export type Tag = '100' | '101';

let messages = 0;

/** One message as the platform sends it: ids are bare numbers beyond 2^53 in a text inside the body. */
export function orderPush(shopId: string, orderId: string, tag: Tag): { body: string; sign: string } {
  const at = Math.floor(Date.now() / 1_000);
  const time = tag === '100' ? `"create_time":${at}` : `"pay_time":${at},"pay_type":2,"pay_amount":5990`;
  const data = `{"p_id":${orderId},"s_ids":[${orderId}],"shop_id":${shopId},"order_status":2,"order_type":0,"biz":2,${time}}`;
  const body = JSON.stringify([{ tag, msg_id: `bench-${messages++}-${at}`, data }]);
  const sign = createHash('md5')
    .update(APP_KEY + body + APP_SECRET)
    .digest('hex');
  return { body, sign };
}

/** The platform's side of the push URL: each push again until it is acknowledged. */
export class OrderPusher {
  private readonly pool: Pool;
  repeated = 0;

  constructor(private readonly orderSyncUrl: string) {
    this.pool = new Pool(orderSyncUrl, { connections: CONNECTIONS });
  }

  /** Answers when it was acknowledged. */
  async send(shopId: string, orderId: string, tag: Tag): Promise<number> {
    const { body, sign } = orderPush(shopId, orderId, tag);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'app-id': APP_KEY,
      'event-sign': sign,
    };
    for (;;) {
      const answer = await this.pool.request({
        method: 'POST',
        path: '/callbacks/douyin/app',
        headers,
        body,
      });
      const text = await answer.body.text();
      if (answer.statusCode === 200 && text.includes('"code":0')) return performance.now();
      if (answer.statusCode !== 503)
        throw new Error(`${this.orderSyncUrl} answered a push ${answer.statusCode}: ${text.slice(0, 200)}`);
      this.repeated += 1;
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
