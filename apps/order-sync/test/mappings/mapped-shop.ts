import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { waitUntil, type HttpAnswer } from '@cartrail/testing';
import { documentWith, samplePayload } from '../mapping-examples.js';
import { MappedMall } from '../mapped-mall.js';
import type { OrderSyncUnderTest } from '../start.js';

const SECRET = 'mall-secret';
const PUSH_SECRET = 'push-secret';

export interface Parked {
  readonly payloads: readonly {
    readonly id: string;
    readonly subject: string;
    readonly source: string;
    readonly key?: string;
    readonly state: string;
    readonly failures: readonly {
      readonly field: string;
      readonly from?: string;
      readonly problem: string;
    }[];
    readonly became?: string;
  }[];
  readonly pushes: readonly { readonly id: string; readonly reason: string }[];
}

/** A mall over HTTP, an application that goes by a mapping, and what a person does with it. */
export class MappedShop {
  private pushes = 0;

  private constructor(
    readonly sync: OrderSyncUnderTest,
    readonly mall: MappedMall,
    readonly applicationId: string,
    private readonly pushPath: string,
  ) {}

  static async open(sync: OrderSyncUnderTest, tenant?: string): Promise<MappedShop> {
    const mall = await MappedMall.open(SECRET);
    const { body } = await sync.call(
      'POST',
      '/internal/platform-applications',
      { platform: 'mapped', name: 'mall', credentials: { secret: SECRET, pushSecret: PUSH_SECRET } },
      { ...(tenant !== undefined && { tenant }) },
    );
    const { applicationId, pushPath } = body as { applicationId: string; pushPath: string };
    return new MappedShop(sync, mall, applicationId, pushPath);
  }

  /** The example, at this mall, with some of it changed. */
  document(changes: Readonly<Record<string, unknown>> = {}): object {
    const text = documentWith('private-mall', { '/connection/baseUrl': this.mall.baseUrl, ...changes });
    return JSON.parse(text) as object;
  }

  say(method: 'GET' | 'POST' | 'PUT', path: string, body?: object, more = {}): Promise<HttpAnswer> {
    const url = `/internal/platform-applications/${this.applicationId}/mapping${path}`;
    return this.sync.call(method, url, body, more);
  }

  /** Drafted, tried on the example's payloads, and put in force. */
  async publish(changes: Readonly<Record<string, unknown>> = {}, note = 'first'): Promise<HttpAnswer> {
    await this.say('PUT', '/draft', { document: this.document(changes) });
    await this.say('POST', '/dry-run', {
      payloads: [{ subject: 'order', payload: exactSample('order') }],
    });
    return this.say('POST', '/publish', { note });
  }

  async connect(vendorShopId: string): Promise<string> {
    const { applicationId } = this;
    const shop = { platform: 'mapped', applicationId, vendorShopId, name: '商城' };
    const answer = await this.sync.call('POST', '/internal/shops', shop);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return (answer.body as { shopId: string }).shopId;
  }

  /** What the mall has from now on of an order; `undefined` takes a member away. */
  order(changes: Readonly<Record<string, unknown>>): void {
    const row = { ...samplePayload('private-mall', 'order'), ...changes } as Record<string, unknown>;
    const orderNo = String(row['orderNo']);
    this.mall.orders.set(orderNo, { ...row, orderNo, updatedAt: Number(row['updatedAt']) });
  }

  refund(changes: Readonly<Record<string, unknown>>): void {
    const row = { ...samplePayload('private-mall', 'after-sale'), ...changes } as Record<string, unknown>;
    const { refundNo } = row;
    this.mall.refunds.set(typeof refundNo === 'string' ? refundNo : 'without a number', row);
  }

  push(body: object): Promise<HttpAnswer> {
    this.pushes += 1;
    const bytes = Buffer.from(JSON.stringify({ pushId: `p-${this.pushes}`, ...body }));
    const time = String(this.sync.nowSeconds);
    const sign = createHmac('sha256', PUSH_SECRET).update(`${time}.`).update(bytes).digest('hex');
    const headers = {
      'content-type': 'application/json',
      'x-mall-time': time,
      'x-mall-signature': `sha256=${sign}`,
    };
    return this.sync.service.http({ method: 'POST', url: this.pushPath, headers, body: bytes });
  }

  async parked(): Promise<Parked> {
    return (await this.say('GET', '/parked')).body as Parked;
  }

  /** Waits until what is parked looks so. */
  async untilParked(looks: (parked: Parked) => boolean): Promise<Parked> {
    let parked: Parked = { payloads: [], pushes: [] };
    await waitUntil(async () => {
      parked = await this.parked();
      return looks(parked) ? undefined : `parked: ${JSON.stringify(parked)}`;
    }, 20_000);
    return parked;
  }

  close(): Promise<void> {
    return this.mall.close();
  }
}

/** Digit for digit, as a person would paste it. */
export const exactSample = (of: 'order' | 'after-sale'): string =>
  readFileSync(
    new URL(`../../src/outbound/platforms/mapped/examples/private-mall.${of}.json`, import.meta.url),
    'utf8',
  );
