import type { AfterSale } from '../state/after-sale.model.js';
import type { Order, OrderParcel } from '../state/model.js';
import type { State } from '../state/state.js';
import type { CaseEvent, OrderEvent, Platform } from './platform.js';

/** Every platform; what happens to an order or case is told to the one whose shop it is of. */
export class Platforms {
  private readonly byId = new Map<string, Platform>();

  constructor(private readonly state: State) {}

  /** With its sample shop, unless that is known. */
  add(platform: Platform): void {
    this.byId.set(platform.id, platform);
    const { sampleShop, id } = platform;
    if (this.state.shops.has(sampleShop.shopId)) return;
    this.state.shops.set(sampleShop.shopId, { ...sampleShop, platform: id, originRegion: ORIGIN });
    this.state.dirty = true;
  }

  get(id: string): Platform | undefined {
    return this.byId.get(id);
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  all(): Platform[] {
    return [...this.byId.values()];
  }

  newOrderId(shopId: string): string {
    return this.of(shopId)?.newOrderId?.() ?? this.state.nextId();
  }

  newCaseId(shopId: string): string {
    return this.of(shopId)?.newCaseId?.() ?? this.state.nextId();
  }

  order(what: OrderEvent, order: Order, parcel?: OrderParcel): void {
    const shop = this.state.shops.get(order.shopId);
    if (shop) this.of(shop.shopId)?.order({ what, order, shop, ...(parcel && { parcel }) });
  }

  afterSale(what: CaseEvent, one: AfterSale, order: Order): void {
    const shop = this.state.shops.get(one.shopId);
    if (shop) this.of(shop.shopId)?.afterSale({ what, one, order, shop });
  }

  private of(shopId: string): Platform | undefined {
    return this.byId.get(this.state.shops.get(shopId)?.platform ?? '');
  }
}

const ORIGIN = '330100';
