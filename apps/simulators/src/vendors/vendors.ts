import type { Booking } from '../state/booking.model.js';
import type { Change, News, Vendor } from './vendor.js';

/** Everybody who tells of parcels and sends couriers. */
export class Vendors {
  private readonly byId = new Map<string, Vendor>();

  add(vendor: Vendor): void {
    this.byId.set(vendor.id, vendor);
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  all(): Vendor[] {
    return [...this.byId.values()];
  }

  scanned(news: News): void {
    for (const vendor of this.byId.values()) vendor.scanned(news);
  }

  forget(number: string): void {
    for (const vendor of this.byId.values()) vendor.forget(number);
  }

  moved(one: Booking, change: Change): void {
    this.byId.get(one.vendor)?.couriers?.moved(one, change);
  }

  statusOf(one: Booking): string | number {
    return this.byId.get(one.vendor)?.couriers?.statusOf(one) ?? one.state;
  }
}
