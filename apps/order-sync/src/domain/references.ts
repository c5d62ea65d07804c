import type { ServiceLabel } from './service-labels.js';

/** Facts a tenant sets by command because no platform tells them. */
export interface Sku {
  readonly name?: string;
  readonly category?: string;
  readonly weightGrams?: number;
  readonly labels?: readonly ServiceLabel[];
}

export interface Warehouse {
  readonly name?: string;
  /** GB/T 2260. */
  readonly regionCode: string;
  /** The platform's own address ids of this warehouse, by platform. */
  readonly platformAddressIds?: Readonly<Record<string, string>>;
}
