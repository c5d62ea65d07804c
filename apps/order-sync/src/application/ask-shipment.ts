import type { Clock } from '@cartrail/kernel';
import type { ParcelLine } from '../domain/order.state.js';
import { linesOf, type AskedShipment } from '../domain/shipment.js';
import type { OrderFiles, Platforms } from './ports.js';
import { whyNotShip } from './report-shipment.js';

export interface WantedShipment {
  readonly number: string;
  readonly carrier: string;
  readonly lines?: readonly ParcelLine[];
  readonly by: string;
}

export type PreparedShipment =
  | { readonly kind: 'unknown-order' }
  /** The platform cannot be told at all, in words for a person. */
  | { readonly kind: 'not-supported'; readonly why: string }
  | { readonly kind: 'ready'; readonly wanted: AskedShipment | { readonly refusal: string } };

/** A member says that goods left: whether the platform can be told, before it is promised. */
export class AskShipment {
  constructor(
    private readonly files: OrderFiles,
    private readonly platforms: Pick<Platforms, 'of' | 'manifest'>,
    private readonly clock: Clock,
  ) {}

  async prepare(tenantId: string, orderId: string, given: WantedShipment): Promise<PreparedShipment> {
    const file = await this.files.order(tenantId, orderId);
    if (!file) return { kind: 'unknown-order' };
    const { shop, platformOrderId } = file;
    const { number, carrier, by } = given;
    const why = await whyNotShip(this.platforms, shop, carrier);
    if (why !== undefined) return { kind: 'not-supported', why };
    const taken = linesOf(file.lines, file.parcels, given.lines);
    if ('refusal' in taken) return { kind: 'ready', wanted: taken };
    const { shopId, platform } = shop;
    const about = { orderId, shopId, platform, platformOrderId, number, carrier, by };
    return { kind: 'ready', wanted: { ...about, ...taken, askedAt: this.clock.now() } };
  }

  /** What was asked for so far; `undefined`: no such order. */
  async list(tenantId: string, orderId: string) {
    const file = await this.files.order(tenantId, orderId);
    return file && this.files.shipments(tenantId, orderId);
  }
}
