import { toIso, type Instant } from '@cartrail/kernel';
import type { FoundReturn, OfferSheet } from '../../application/ports.js';
import { toDecision } from '../../domain/order/judgement.js';
import type { Pickup } from '../../domain/pickup/pickup.js';
import { verdictOf } from '../../domain/return/goods.js';
import type { Note, Return } from '../../domain/return/return.js';
import type { Slot } from '../../domain/rules/slots.js';

const iso = (instant: Instant | undefined): string | undefined =>
  instant === undefined ? undefined : toIso(instant);

const slotView = ({ from, to }: Slot) => ({ from: toIso(from), to: toIso(to) });

/** A return as people see it: masks where a contact is, never the contact. */
export const returnView = ({ found, pickups }: FoundReturn): object => ({
  returnId: found.id,
  orderId: found.orderId,
  shopId: found.shopId,
  status: found.status,
  via: found.via,
  kind: found.kind,
  reason: found.reason,
  note: found.note,
  lines: found.lines,
  decision: toDecision(found.ruling),
  freightPayer: found.freightPayer,
  refundEstimateFen: found.estimateFen,
  platformForm: found.status === 'AwaitingCase' ? found.platformForm : undefined,
  appliedAt: toIso(found.appliedAt),
  case: caseView(found),
  approval: found.approval && {
    by: found.approval.by,
    approvedAt: toIso(found.approval.at),
    shipBy: toIso(found.approval.shipBy),
    shipBySource: found.approval.shipBySource,
    agreedAt: iso(found.agreedAt),
  },
  parcel: found.parcel && { ...found.parcel, at: toIso(found.parcel.at) },
  pickedUpAt: iso(found.pickedUpAt),
  arrivedAt: iso(found.arrivedAt),
  ...moneyView(found),
  pickupId: found.pickup?.id,
  pickups: pickups.map(pickupView),
  notes: found.notes.map(noteView),
});

const caseView = ({ case: terms }: Return) =>
  terms && {
    afterSaleId: terms.afterSaleId,
    platformAfterSaleId: terms.platformAfterSaleId,
    status: terms.status,
    refundLimitFen: terms.limitFen,
    deadline: iso(terms.deadline),
  };

const moneyView = (found: Return) => ({
  signOff:
    found.signOffs.length === 0
      ? undefined
      : {
          signOffIds: found.signOffs.map(({ signOffId }) => signOffId),
          supersededIds: found.superseded,
          lines: verdictOf(found),
        },
  refund: found.refund && {
    refundId: found.refund.id,
    amountFen: found.refund.amountFen,
    decidedAt: toIso(found.refund.decidedAt),
    settledBy: found.refund.settledBy,
    failure: found.refund.failure && { ...found.refund.failure, at: toIso(found.refund.failure.at) },
  },
});

const noteView = ({ code, at, detail }: Note) => ({ code, at: toIso(at), detail });

const pickupView = (pickup: Pickup) => ({
  pickupId: pickup.id,
  status: pickup.status,
  provider: pickup.provider,
  passedOver: pickup.passedOver?.map(({ provider, why }) => ({ provider, why })),
  carrier: pickup.carrier,
  slot: slotView(pickup.slot),
  quoteFen: pickup.quoteFen,
  priceKind: pickup.priceKind,
  payer: pickup.payer,
  chargedFen: pickup.chargedFen,
  contact: {
    nameMask: pickup.contact.nameMask,
    phoneMask: pickup.contact.phoneMask,
    regionCode: pickup.contact.regionCode,
  },
  courier: pickup.courier,
  number: pickup.number,
  providerBookingId: pickup.providerBookingId,
  orderedAt: iso(pickup.orderedAt),
  bookedAt: iso(pickup.bookedAt),
  pickedUpAt: iso(pickup.pickedUpAt),
  failure: pickup.failure,
  cancelling: pickup.cancelling && { by: pickup.cancelling.by, why: pickup.cancelling.why },
});

/** Accounts are named by their provider only: where a connection is called back is not everybody's to know. */
export const offersView = ({ returnId, offers, excluded, expiresAt }: OfferSheet): object => ({
  returnId,
  offers: offers.map(({ connectionId: _connection, ...offer }) => ({
    ...offer,
    promised: offer.promised && { text: offer.promised.text, at: iso(offer.promised.at) },
    slots: offer.slots.map(slotView),
    expiresAt: toIso(expiresAt),
  })),
  excluded,
});
