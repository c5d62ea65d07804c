import type { Clock } from '@cartrail/kernel';
import {
  PlatformFailure,
  type DisclosedReceiver,
  type Disclosures,
  type Sealer,
  type Tokens,
} from './ports.js';
import { openCipher } from './seal-receiver.js';

export interface DisclosureRequest {
  readonly tenantId: string;
  readonly orderId: string;
  readonly actor: string;
  readonly reason: string;
  readonly idempotencyKey?: string;
}

/** Decrypts a receiver for one answer. Asking is recorded before the platform is asked, showing before it is shown. */
export class DiscloseReceiver {
  constructor(
    private readonly disclosures: Disclosures,
    private readonly tokens: Tokens,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** `undefined`: this tenant has no such order, or one without receiver data. */
  async execute(
    request: DisclosureRequest,
  ): Promise<{ disclosureId: string; receiver: DisclosedReceiver } | undefined> {
    const held = await this.disclosures.receiver(request.tenantId, request.orderId);
    if (held?.sealed === undefined) return undefined;
    const { shop, platformOrderId, sealed } = held;
    const { idempotencyKey, ...asked } = request;
    await this.disclosures.record({ ...asked, step: 'asked', at: this.clock.now() });
    const cipher = openCipher(this.sealer, request.tenantId, platformOrderId, sealed);
    const texts = [cipher.name, cipher.phone, cipher.address];
    const [name = '', phone = '', address = ''] = await this.tokens.use(shop, (token, { orders }) => {
      if (!orders.decrypt) throw new PlatformFailure('invalid', `${shop.platform} decrypts for nobody`);
      return orders.decrypt(shop, token, platformOrderId, texts);
    });
    const disclosureId = await this.disclosures.record({
      ...asked,
      idempotencyKey,
      step: 'shown',
      at: this.clock.now(),
    });
    return { disclosureId, receiver: { name, phone, address, area: cipher.area ?? held.area } };
  }
}
