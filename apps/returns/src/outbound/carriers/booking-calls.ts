import { CarrierError, type BookingRequest } from '@cartrail/carriers';
import { toShortId } from '@cartrail/kernel';
import { failed, retryLater, type ClaimedEffect, type EffectResult } from '@cartrail/messaging';
import type { ContactSafe, ReturnQueries } from '../../application/ports.js';
import type { Pickup, Said } from '../../domain/pickup/pickup.js';
import { contactPlace, warehousePlace } from '../../domain/places.js';
import type { OpenedAccount } from './accounts.js';
import type { BookingAccounts } from './booking-accounts.js';

export interface PickupRequest {
  readonly pickupId: string;
}

/** A call about one pickup: its row and its provider's account, read when the call is made. */
export class BookingCalls {
  constructor(
    private readonly accounts: BookingAccounts,
    private readonly queries: ReturnQueries,
    private readonly contacts: ContactSafe,
    private readonly callbackBaseUrl: string,
  ) {}

  /**
   * `next`: whom the tenant wants asked where this account does not serve. What goes wrong at the provider is told as an
   * effect's result, except for what the caller can tell better.
   */
  async call(
    effect: ClaimedEffect,
    work: (pickup: Pickup, account: OpenedAccount, next: OpenedAccount | undefined) => Promise<EffectResult>,
  ): Promise<EffectResult> {
    // Only this service writes its effect rows.
    const { pickupId } = effect.request as PickupRequest;
    const pickup = await this.queries.pickup(effect.tenantId, pickupId);
    if (!pickup) return failed('no such pickup');
    const known = await this.accounts.ofTenant(effect.tenantId);
    const account = known.of(pickup);
    if (!account) return retryLater('no-carrier-account');
    try {
      return await work(pickup, account, known.next(pickup));
    } catch (error) {
      if (!(error instanceof CarrierError)) throw error;
      return retryLater(reasonOf(error), error.kind === 'throttled' ? error.retryAfterMs : undefined);
    }
  }

  /** The whole booking, personal data and all; made for one call and kept nowhere. */
  async request(
    tenantId: string,
    pickup: Pickup,
    { connectionId }: OpenedAccount,
  ): Promise<BookingRequest | undefined> {
    const warehouse = await this.queries.warehouse(tenantId, pickup.warehouseCode);
    if (!warehouse) return undefined;
    const reference = toShortId(pickup.id);
    return {
      reference,
      carrier: pickup.carrier,
      sender: this.contacts.open(pickup.sealedContact, contactPlace(tenantId, pickup.returnId)),
      receiver: this.contacts.open(warehouse.sealedAddress, warehousePlace(tenantId, warehouse.code)),
      cargo: pickup.cargo,
      weightGrams: pickup.weightGrams,
      slot: pickup.slot,
      callbackUrl: `${this.callbackBaseUrl}/callbacks/${pickup.provider}/${connectionId}?pickup=${reference}`,
    };
  }
}

/** What support may read of it: adapters keep persons and places out of a message. */
export const saidBy = ({ code, message }: CarrierError): Said => ({ code, text: message });

export const reasonOf = ({ kind, code }: CarrierError): string =>
  `${kind}${code === undefined ? '' : ` ${code}`}`;
