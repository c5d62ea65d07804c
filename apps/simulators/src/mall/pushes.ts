import { createHmac } from 'node:crypto';
import { newId } from '@cartrail/kernel';
import type { Deliveries } from '../delivery/deliveries.js';
import { membersOf, type Outlet } from '../delivery/outlet.js';
import type { CaseNews, OrderNews } from '../platforms/platform.js';
import type { Push, PushAbout, Shop } from '../state/model.js';
import type { MallApps } from './apps.js';

/** Says which sale or claim was touched, and no more; signed over the exact body. */
export class MallPushes implements Outlet {
  constructor(
    private readonly apps: MallApps,
    private readonly deliveries: Deliveries,
  ) {}

  urlOf({ sender }: Push): string | null {
    return this.apps.app(sender)?.pushUrl ?? null;
  }

  took(_push: Push, answer: string): boolean {
    return membersOf(answer)['ok'] === true;
  }

  order({ what, order, shop }: OrderNews): void {
    this.post(shop, `order:${order.id}`, { what, sale: order.id }, { orderId: order.id });
  }

  afterSale({ what, one, order, shop }: CaseNews): void {
    const about = { orderId: order.id, afterSaleId: one.id };
    this.post(shop, `case:${one.id}`, { what, sale: order.id, claim: one.id }, about);
  }

  private post(shop: Shop, key: string, news: object, about: PushAbout): void {
    const app = this.apps.app(shop.appKey);
    if (!app) return;
    const note = newId();
    const signed = (secret: string, body: string): Readonly<Record<string, string>> => ({
      'x-mall-seal': createHmac('sha256', secret).update(body).digest('hex'),
    });
    const body = JSON.stringify({ note, store: shop.shopId, news: [news] });
    this.deliveries.send({
      ...{ provider: 'mall', sender: app.appKey, key, contentType: 'application/json', body },
      headers: signed(app.pushSecret, body),
      forged: { body, headers: signed('nobody’s', body) },
      about: { msgId: note, shopId: shop.shopId, ...about },
    });
  }
}
