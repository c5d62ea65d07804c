import type { Clock } from '@cartrail/kernel';
import {
  PlatformFailure,
  type DisclosedReceiver,
  type Disclosures,
  type Platforms,
  type ReceiverCipher,
  type Sealer,
  type ShopRef,
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

export type Disclosure =
  | { readonly kind: 'shown'; readonly disclosureId: string; readonly receiver: DisclosedReceiver }
  /** This tenant has no such order, or one without receiver data. */
  | { readonly kind: 'unknown' }
  /** The platform opens receivers for nobody; in words for a person. */
  | { readonly kind: 'not-supported'; readonly why: string }
  /** It gave no ciphertext, or took back what it gave. */
  | { readonly kind: 'hidden' };

/** Decrypts a receiver for one answer. Asking is recorded before the platform is asked, showing before it is shown. */
export class DiscloseReceiver {
  constructor(
    private readonly disclosures: Disclosures,
    private readonly tokens: Tokens,
    private readonly platforms: Pick<Platforms, 'of' | 'manifest'>,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async execute(request: DisclosureRequest): Promise<Disclosure> {
    const held = await this.disclosures.receiver(request.tenantId, request.orderId);
    if (held?.sealed === undefined) return { kind: 'unknown' };
    const { shop, platformOrderId, sealed } = held;
    const why = await this.whyNot(shop);
    if (why !== undefined) return { kind: 'not-supported', why };
    const cipher = openCipher(this.sealer, request.tenantId, platformOrderId, sealed);
    if ([cipher.name, cipher.phone, cipher.address].every((text) => text === '')) return { kind: 'hidden' };
    const { idempotencyKey, ...asked } = request;
    await this.disclosures.record({ ...asked, step: 'asked', at: this.clock.now() });
    const plain = await this.open(shop, platformOrderId, cipher);
    const disclosureId = await this.disclosures.record({
      ...asked,
      idempotencyKey,
      step: 'shown',
      at: this.clock.now(),
    });
    return { kind: 'shown', disclosureId, receiver: { ...plain, area: cipher.area ?? held.area } };
  }

  private async whyNot(shop: ShopRef): Promise<string | undefined> {
    const { orders, withheld } = await this.platforms.of(shop);
    if (orders.decrypt) return undefined;
    const reason = withheld?.decrypt ?? this.platforms.manifest(shop.platform).notSupported.decrypt;
    return reason ?? `decrypt is not supported at ${shop.platform}`;
  }

  /** A text the platform did not give is none to be opened: one that is asked about in vain costs the whole answer. */
  private async open(
    shop: ShopRef,
    platformOrderId: string,
    { name, phone, address }: ReceiverCipher,
  ): Promise<{ name: string; phone: string; address: string }> {
    const given = [...new Set([name, phone, address])].filter((text) => text !== '');
    const opened = await this.tokens.use(shop, (token, { orders }) => {
      if (!orders.decrypt) throw new PlatformFailure('invalid', `${shop.platform} decrypts for nobody`);
      return orders.decrypt(shop, token, platformOrderId, given);
    });
    const plain = new Map(given.map((text, at) => [text, opened[at] ?? '']));
    const of = (text: string): string => plain.get(text) ?? '';
    return { name: of(name), phone: of(phone), address: of(address) };
  }
}
