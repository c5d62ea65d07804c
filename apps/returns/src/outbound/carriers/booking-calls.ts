import { CarrierError, type BookingRequest, type PickupAddress } from '@cartrail/carriers';
import { toShortId } from '@cartrail/kernel';
import {
  failed,
  retryLater,
  type AnyChange,
  type ClaimedEffect,
  type EffectResult,
} from '@cartrail/messaging';
import type { AccountNews, Contact, ContactSafe, ReturnQueries } from '../../application/ports.js';
import type { Pickup, Said } from '../../domain/pickup/pickup.js';
import { contactPlace, warehousePlace } from '../../domain/places.js';
import { partsOf } from './address-parts.js';
import type { AskedAccount } from './asked-account.js';
import type { BookingAccounts } from './booking-accounts.js';

export interface PickupRequest {
  readonly pickupId: string;
}

type CarrierWork = (
  pickup: Pickup,
  account: AskedAccount,
  next: AskedAccount | undefined,
) => Promise<EffectResult>;

/** A call about one pickup: its row and its provider's account, read when the call is made. */
export class BookingCalls {
  constructor(
    private readonly accounts: BookingAccounts,
    private readonly queries: ReturnQueries,
    private readonly contacts: ContactSafe,
    private readonly callbackBaseUrl: string,
    private readonly news: AccountNews<AnyChange>,
  ) {}

  /**
   * `next`: whom the tenant wants asked where this account does not serve. What goes wrong at the provider is told as an
   * effect's result, except for what the caller can tell better; `conclude` has the last word on it.
   */
  async call(
    effect: ClaimedEffect,
    work: CarrierWork,
    conclude = (result: EffectResult): EffectResult => result,
  ): Promise<EffectResult> {
    // Only this service writes its effect rows.
    const { pickupId } = effect.request as PickupRequest;
    const pickup = await this.queries.pickup(effect.tenantId, pickupId);
    if (!pickup) return conclude(failed('no such pickup'));
    const known = await this.accounts.ofTenant(effect.tenantId);
    const account = known.of(pickup);
    if (!account) return conclude(retryLater('no-carrier-account'));
    const result = conclude(await work(pickup, account, known.next(pickup)).catch(later));
    const news = account.news();
    return news
      ? { ...result, changes: [...(result.changes ?? []), this.news.ofCredentials(news, effect.cause)] }
      : result;
  }

  /** The whole booking, personal data and all; made for one call and kept nowhere. */
  async request(
    tenantId: string,
    pickup: Pickup,
    { connectionId }: AskedAccount,
  ): Promise<BookingRequest | undefined> {
    const warehouse = await this.queries.warehouse(tenantId, pickup.warehouseCode);
    if (!warehouse) return undefined;
    const reference = toShortId(pickup.id);
    return {
      reference,
      carrier: pickup.carrier,
      sender: toEnd(this.contacts.open(pickup.sealedContact, contactPlace(tenantId, pickup.returnId))),
      receiver: toEnd(this.contacts.open(warehouse.sealedAddress, warehousePlace(tenantId, warehouse.code))),
      cargo: pickup.cargo,
      weightGrams: pickup.weightGrams,
      slot: pickup.slot,
      callbackUrl: `${this.callbackBaseUrl}/callbacks/${pickup.provider}/${connectionId}?pickup=${reference}`,
    };
  }
}

const toEnd = (contact: Contact): PickupAddress => ({
  ...contact,
  ...partsOf(contact.address, contact.regionCode),
});

function later(error: unknown): EffectResult {
  if (!(error instanceof CarrierError)) throw error;
  return retryLater(reasonOf(error), error.kind === 'throttled' ? error.retryAfterMs : undefined);
}

/** What support may read of it: adapters keep persons and places out of a message. */
export const saidBy = ({ code, message }: CarrierError): Said => ({ code, text: message });

export const reasonOf = ({ kind, code }: CarrierError): string =>
  `${kind}${code === undefined ? '' : ` ${code}`}`;
