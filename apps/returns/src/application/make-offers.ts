import { MINUTE, newId, type Clock, type Instant } from '@cartrail/kernel';
import { carriersFor, toOffer, type Carriage } from '../domain/offers.js';
import { warehousePlace } from '../domain/places.js';
import type { Return } from '../domain/return/return.js';
import { match } from '../domain/rules/matching.js';
import type {
  ContactSafe,
  FoundReturn,
  OfferSheet,
  QuoteQuestion,
  Quotes,
  ReturnQueries,
  Warehouse,
} from './ports.js';

/** How long a price holds, in business time. */
export const OFFER_LIFE_MS = 15 * MINUTE;
/** A sheet with less than this left is made anew: nobody should be shown what is over before he has read it. */
const WORTH_SHOWING_MS = 5 * MINUTE;

/** Of a GB/T 2260 code, those that name province and city. */
const CITY_DIGITS = 4;

export type Offers =
  | { readonly kind: 'known' | 'made'; readonly sheet: OfferSheet }
  | { readonly kind: 'refused'; readonly code: string; readonly detail?: Readonly<Record<string, string>> };

const refused = (code: string, detail?: Readonly<Record<string, string>>): Offers => ({
  kind: 'refused',
  code,
  detail,
});

/** Names carriers' codes in both languages. */
export type CarrierNames = (code: string) => { readonly zh: string; readonly en: string };

/** Which carriers would come, when, and for how much. The provider is asked first; nothing is decided yet. */
export class MakeOffers {
  constructor(
    private readonly queries: ReturnQueries,
    private readonly quotes: Quotes,
    private readonly contacts: ContactSafe,
    private readonly clock: Clock,
    private readonly nameOf: CarrierNames,
  ) {}

  async execute(
    tenantId: string,
    about: FoundReturn,
    wanted?: { readonly regionCode?: string },
  ): Promise<Offers> {
    const { found, order } = about;
    const now = this.clock.now();
    const wrong = refusalOf(found);
    if (wrong) return wrong;
    const fromRegion = wanted?.regionCode ?? found.buyerRegion ?? order?.buyerRegion;
    if (fromRegion === undefined) return refused('return/region-unknown');
    const warehouse = await this.warehouseOf(tenantId, found);
    if (!warehouse) return refused('return/no-warehouse');
    const known = await this.queries.sheets(tenantId, found.id, now);
    const sheet = known.find((each) => isWorthShowing(each, found, fromRegion, now));
    if (sheet) return { kind: 'known', sheet };
    const made = await this.make(tenantId, about, { fromRegion, warehouse, now });
    return { kind: 'made', sheet: made };
  }

  /** The return's own, else where the tenant sends everything. */
  async warehouseOf(tenantId: string, { warehouseCode }: Return): Promise<Warehouse | undefined> {
    const { settings } = await this.queries.rules(tenantId);
    for (const code of [warehouseCode, settings.warehouseCode]) {
      const warehouse = code === undefined ? undefined : await this.queries.warehouse(tenantId, code);
      if (warehouse) return warehouse;
    }
    return undefined;
  }

  private async make(
    tenantId: string,
    { found, order }: FoundReturn,
    { fromRegion, warehouse, now }: { fromRegion: string; warehouse: Warehouse; now: Instant },
  ): Promise<OfferSheet> {
    const cards = await this.queries.cards(tenantId);
    const shipment = { fromRegion, toRegion: warehouse.regionCode, weightGrams: found.weightGrams };
    const own = cards.map(({ card }) => card);
    const priced = carriersFor(own, shipment, now);
    const place = placeOf(order, fromRegion);
    const channels = await this.quotes.ask(
      tenantId,
      priced.candidates.map(({ carrier }) => carrier),
      place === undefined
        ? []
        : this.questions(tenantId, priced.candidates, { found, place, fromRegion, warehouse }),
    );
    const { candidates, excluded } = priced.with(channels);
    const { ranked, excluded: unfit } = match(candidates, { weightGrams: found.weightGrams });
    const channelOf = new Map(channels.map((channel) => [channel.carrier, channel]));
    return {
      sheetId: newId(),
      returnId: found.id,
      revision: found.revision,
      fromRegion,
      madeAt: now,
      expiresAt: now + OFFER_LIFE_MS,
      offers: ranked.map((each) => ({
        ...toOffer(each, found.freightPayer),
        offerId: newId(),
        provider: channelOf.get(each.candidate.carrier)?.provider ?? '',
        connectionId: channelOf.get(each.candidate.carrier)?.connectionId,
        carrierName: this.nameOf(each.candidate.carrier),
      })),
      excluded: [...excluded, ...unfit.map(({ candidate, why }) => ({ carrier: candidate.carrier, why }))],
      passedOver: channels.flatMap(({ passedOver = [] }) => passedOver),
    };
  }

  /** The buyer's part of the address is what the platform shows of it: a price needs no door number. */
  private questions(
    tenantId: string,
    candidates: readonly Carriage[],
    {
      found,
      place,
      fromRegion,
      warehouse,
    }: { found: Return; place: string; fromRegion: string; warehouse: Warehouse },
  ): QuoteQuestion[] {
    const to = this.contacts.open(warehouse.sealedAddress, warehousePlace(tenantId, warehouse.code)).address;
    return candidates.map(({ carrier }) => ({
      carrier,
      from: place,
      fromRegion,
      to,
      toRegion: warehouse.regionCode,
      weightGrams: found.weightGrams,
    }));
  }
}

/** A provider prices places by their names, and the order's is the only one we have: no other city is asked about. */
function placeOf(order: FoundReturn['order'], fromRegion: string): string | undefined {
  const { buyerRegion = '', buyerPlace = '' } = order ?? {};
  const sameCity = buyerRegion.slice(0, CITY_DIGITS) === fromRegion.slice(0, CITY_DIGITS);
  return sameCity && buyerPlace !== '' ? buyerPlace : undefined;
}

function refusalOf({ status, pickedUpAt, parcel }: Return): Offers | undefined {
  if (status !== 'AwaitingCase' && status !== 'Requested' && status !== 'Approved')
    return refused('return/not-approvable', { status });
  if (pickedUpAt !== undefined) return refused('return/already-picked-up');
  return parcel?.by === 'buyer' ? refused('return/parcel-known', { number: parcel.number }) : undefined;
}

const isWorthShowing = (sheet: OfferSheet, { revision }: Return, fromRegion: string, now: Instant): boolean =>
  sheet.revision === revision && sheet.fromRegion === fromRegion && sheet.expiresAt - now >= WORTH_SHOWING_MS;
