import { newId, type Clock, type Instant } from '@cartrail/kernel';
import type { Pickup } from '../domain/pickup/pickup.js';
import { contactPlace } from '../domain/places.js';
import type { Confirmation } from '../domain/return/confirm.js';
import type { Return } from '../domain/return/return.js';
import { presets, rowFor, rulesForDate } from '../domain/rules/category-policy.js';
import { zoneOf } from '../domain/rules/price.js';
import type { Slot } from '../domain/rules/slots.js';
import type { MakeOffers } from './make-offers.js';
import type { Contact, ContactSafe, FoundReturn, Offer, OfferSheet, ReturnQueries } from './ports.js';

export interface Choice {
  readonly offerId: string;
  readonly slot: Slot;
  /** Absent where a pickup is changed: the courier comes to the same door. */
  readonly contact?: Contact;
}

export interface Prepared {
  readonly confirmation: Confirmation;
  /** Absent where the choice cannot be kept anyway; the decision says why. */
  readonly pickup?: Pickup;
}

type Door = Pick<Pickup, 'sealedContact' | 'contact'>;

/** Reads and seals all that a confirmation needs, before anything is decided. */
export class ConfirmReturn {
  constructor(
    private readonly queries: ReturnQueries,
    private readonly offers: MakeOffers,
    private readonly contacts: ContactSafe,
    private readonly clock: Clock,
  ) {}

  async prepare(tenantId: string, about: FoundReturn, choice: Choice): Promise<Prepared> {
    const { found } = about;
    const now = this.clock.now();
    const sheet = await this.queries.sheetOf(tenantId, found.id, choice.offerId);
    const chosen = findOffer(sheet, choice.offerId);
    const door = choice.contact ? this.seal(tenantId, found.id, choice.contact) : doorOf(about);
    const warehouse = await this.offers.warehouseOf(tenantId, found);
    const pickupId = newId();
    const ref = { id: pickupId, fromRegion: door?.contact.regionCode, phoneTail: door?.contact.phoneTail };
    const toRegion = warehouse?.regionCode;
    const confirmation: Confirmation = {
      pickup: { ...ref, toRegion },
      warehouseCode: warehouse?.code,
      slot: choice.slot,
      offer: chosen && {
        ...chosen.offer,
        revision: chosen.sheet.revision,
        expiresAt: chosen.sheet.expiresAt,
        reaches: door !== undefined && samePrice(chosen.sheet.fromRegion, door.contact.regionCode, toRegion),
      },
    };
    if (!chosen || !door || !warehouse) return { confirmation };
    const pickup = toPickup({ id: pickupId, found, offer: chosen.offer, slot: choice.slot, door, now });
    return { confirmation, pickup: { ...pickup, warehouseCode: warehouse.code } };
  }

  private seal(tenantId: string, returnId: string, contact: Contact): Door {
    const { sealed, masks } = this.contacts.seal(contact, contactPlace(tenantId, returnId));
    return { sealedContact: sealed, contact: masks };
  }
}

function findOffer(
  sheet: OfferSheet | undefined,
  offerId: string,
): { readonly sheet: OfferSheet; readonly offer: Offer } | undefined {
  const offer = sheet?.offers.find((each) => each.offerId === offerId);
  return sheet && offer && { sheet, offer };
}

const doorOf = ({ found, pickups }: FoundReturn): Door | undefined =>
  pickups.find(({ id }) => id === found.pickup?.id);

/** Another place may have another price: then the offer is not for this door. */
const samePrice = (offered: string, door: string, to: string | undefined): boolean =>
  to !== undefined && zoneOf(offered, to).zone === zoneOf(door, to).zone;

function toPickup({
  id,
  found,
  offer,
  slot,
  door,
  now,
}: {
  readonly id: string;
  readonly found: Return;
  readonly offer: Offer;
  readonly slot: Slot;
  readonly door: Door;
  readonly now: Instant;
}): Omit<Pickup, 'warehouseCode'> {
  return {
    id,
    returnId: found.id,
    orderId: found.orderId,
    shopId: found.shopId,
    provider: offer.provider,
    connectionId: offer.connectionId,
    carrier: offer.carrier,
    status: 'Quoted',
    slot,
    quoteFen: offer.priceFen,
    priceKind: offer.priceKind,
    payer: offer.payer,
    weightGrams: found.weightGrams,
    // What the courier is told of the goods: their kind, never whose they are or what they cost.
    cargo: cargoOf(found),
    contact: door.contact,
    sealedContact: door.sealedContact,
    heard: {},
    heardAt: now,
  };
}

function cargoOf({ lines, appliedAt }: Return): string {
  const policy = rulesForDate(presets, appliedAt);
  const row = rowFor(policy, lines[0]?.category);
  return row === policy.defaultRow ? '日用品' : row.zh;
}
