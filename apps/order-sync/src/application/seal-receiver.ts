import { newId, type Clock } from '@cartrail/kernel';
import { phoneTail as tailOf } from '../domain/phone-tail.js';
import {
  PlatformFailure,
  type BuyerIndex,
  type Disclosures,
  type HeldReceiver,
  type Pulled,
  type PulledOrder,
  type ReceiverCipher,
  type Sealer,
  type ShopRef,
  type Tokens,
} from './ports.js';

/** Their queries need the phone's last four digits; for no other carrier is a number ever decrypted. */
const NEED_TAIL = new Set(['SF', 'ZTO']);
const FINAL: ReadonlySet<PlatformFailure['kind']> = new Set(['invalid', 'forbidden', 'manual_only']);

/** The mask hides it, and a carrier asks for it. */
const needsTail = ({ order, cipher }: PulledOrder): boolean =>
  order !== undefined &&
  order.receiver.phoneTail === undefined &&
  cipher.phone !== '' &&
  order.parcels.some(({ carrier }) => NEED_TAIL.has(carrier));

const placeOf = (tenantId: string, platformOrderId: string) => ({
  tenantId,
  field: `order.receiver/${platformOrderId}`,
});

export const sealCipher = (
  sealer: Sealer,
  tenantId: string,
  platformOrderId: string,
  cipher: ReceiverCipher,
): string => sealer.encrypt(JSON.stringify(cipher), placeOf(tenantId, platformOrderId));

export const openCipher = (
  sealer: Sealer,
  tenantId: string,
  platformOrderId: string,
  sealed: string,
): ReceiverCipher => JSON.parse(sealer.decrypt(sealed, placeOf(tenantId, platformOrderId))) as ReceiverCipher;

/** Both keep what they are given from being read: one can be opened again, the other only compared. */
export interface Hiding {
  readonly sealer: Sealer;
  readonly buyers: BuyerIndex;
}

/**
 * Makes a pulled order fit to keep: the platform's ciphertext sealed, its name of the buyer turned into ours, the
 * phone's tail known where a query needs it.
 */
export class SealReceiver {
  constructor(
    private readonly hiding: Hiding,
    private readonly tokens: Tokens,
    private readonly disclosures: Disclosures,
    private readonly clock: Clock,
  ) {}

  async prepare(pulled: Pulled): Promise<Pulled> {
    return this.fit(pulled, await this.heldOf(pulled.shop, [pulled]));
  }

  /** Of one shop: what is held of them is looked up once. */
  async prepareAll(shop: ShopRef, page: readonly Pulled[]): Promise<readonly Pulled[]> {
    const held = await this.heldOf(shop, page);
    const prepared: Pulled[] = [];
    for (const pulled of page) prepared.push(await this.fit(pulled, held));
    return prepared;
  }

  private async fit(given: Pulled, held: ReadonlyMap<string, HeldReceiver>): Promise<Pulled> {
    const { shop, pulled } = given;
    const { order, cipher, platformOrderId, buyerId } = pulled;
    if (!order) return given;
    const known = held.get(platformOrderId);
    const orderId = known?.orderId ?? newId();
    const { receiver } = order;
    const same = known?.fingerprint === receiver.fingerprint ? known.phoneTail : undefined;
    const phoneTail = needsTail(pulled)
      ? (same ?? (await this.learnTail(shop, pulled, orderId)))
      : receiver.phoneTail;
    const sealed = sealCipher(this.hiding.sealer, shop.tenantId, platformOrderId, cipher);
    const buyerRef = buyerId === undefined ? undefined : this.hiding.buyers.refOf(shop, buyerId);
    const fit = { ...order, buyerRef, receiver: { ...receiver, sealed, phoneTail } };
    return { ...given, orderId, pulled: { ...pulled, order: fit } };
  }

  private async heldOf(shop: ShopRef, page: readonly Pulled[]): Promise<ReadonlyMap<string, HeldReceiver>> {
    const wanted = page.filter(({ pulled }) => needsTail(pulled));
    if (wanted.length === 0) return new Map();
    return this.disclosures.held(
      shop,
      wanted.map(({ pulled }) => pulled.platformOrderId),
    );
  }

  private async learnTail(
    shop: ShopRef,
    { platformOrderId, cipher }: PulledOrder,
    orderId: string,
  ): Promise<string | undefined> {
    const phone = await this.decrypt(shop, platformOrderId, cipher.phone);
    if (phone === undefined) return undefined;
    await this.disclosures.record({
      tenantId: shop.tenantId,
      orderId,
      actor: 'order-sync',
      reason: `last four digits for a waybill query of platform order ${platformOrderId}`,
      step: 'tail-learned',
      at: this.clock.now(),
    });
    return tailOf(phone);
  }

  /** A platform that will not decrypt must not hold up the order; one that cannot just now is asked again. */
  private async decrypt(shop: ShopRef, platformOrderId: string, text: string): Promise<string | undefined> {
    try {
      const plain = await this.tokens.use(shop, async (token, { orders }) =>
        orders.decryptsForPeopleOnly === true
          ? undefined
          : orders.decrypt?.(shop, token, platformOrderId, [text]),
      );
      return plain?.[0];
    } catch (error) {
      if (error instanceof PlatformFailure && FINAL.has(error.kind)) return undefined;
      throw error;
    }
  }
}
