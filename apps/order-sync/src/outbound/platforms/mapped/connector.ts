import type { Clock } from '@cartrail/kernel';
import {
  PlatformFailure,
  type Application,
  type CaseSign,
  type Connector,
  type Listing,
  type OpenPlatform,
  type OrderRow,
  type PlatformCases,
  type PlatformOrders,
  type ShopRef,
} from '../../../application/ports.js';
import type { DetailSource, ListSource, MappingDocument } from '../../../domain/mapping/document.js';
import { evaluateCase } from '../../../domain/mapping/evaluate-case.js';
import { evaluateOrder } from '../../../domain/mapping/evaluate-order.js';
import { textAt, timeAt, valueAt } from '../../../domain/mapping/lists.js';
import { readDocument } from '../../../domain/mapping/validate.js';
import { actionsOf, shippingOf } from './actions.js';
import { authorisationOf } from './authorisation.js';
import { catalogue } from './catalogue.js';
import { MappedClient } from './client.js';
import { closedPlatform } from './closed.js';
import { MappedDoor } from './door.js';
import { sender, type Reach } from './http.js';
import { manifest } from './manifest.js';
import { withheldBy } from './withheld.js';
import { listingOf, noListing } from './pages.js';
import { toPulledCase, toPulledOrder } from './pulled.js';

/** Any shop, ERP or mall whose published mapping document its application holds in the setting `mapping`. */
export function mappedConnector(reach: Reach): Connector {
  const send = sender(reach);
  return {
    manifest,
    open(application, clock) {
      const read = readDocument(application.settings['mapping'] ?? '', catalogue);
      if (read.kind === 'invalid') return closedPlatform(read.problems);
      const parts = { document: read.document, credentials: application.credentials, send, clock };
      const client = new MappedClient({ ...parts, timeoutMs: application.timeoutMs });
      return {
        authorisation: authorisationOf({ ...parts, timeoutMs: application.timeoutMs }),
        orders: ordersOf(read.document, client, clock),
        cases: casesOf(read.document, client, clock),
        shipping: shippingOf(read.document, client),
        door: doorOf(read.document, application, clock),
        withheld: withheldBy(read.document),
      };
    },
  };
}

function doorOf(
  { sources: { push } }: MappingDocument,
  application: Application,
  clock: Clock,
): OpenPlatform['door'] {
  const { credentials, settings } = application;
  return push && new MappedDoor({ push, credentials, shopId: settings['shopId'], clock });
}

/** The one thing a detail is about. Throws where the answer has none, or another. */
async function detailOf<T extends { readonly key?: string }>(
  client: MappedClient,
  detail: DetailSource | undefined,
  wanted: { readonly id: string; readonly tokens: ReadonlyMap<string, string>; readonly accessToken: string },
  evaluate: (item: unknown) => T,
): Promise<T> {
  if (!detail)
    throw new PlatformFailure('manual_only', 'the mapping has no call that asks for one by its id');
  const answer = await client.call(detail.call, wanted.tokens, wanted.accessToken);
  const item = valueAt(detail.item, answer);
  if (item === undefined || item === null)
    throw new PlatformFailure('invalid', `the answer has nothing at ${detail.item}`);
  const evaluated = evaluate(item);
  if (evaluated.key !== undefined && evaluated.key !== wanted.id)
    throw new PlatformFailure('invalid', 'the answer is about another one than was asked for');
  return { ...evaluated, key: wanted.id };
}

function ordersOf(document: MappingDocument, client: MappedClient, clock: Clock): PlatformOrders {
  const { changed, created, detail } = document.sources.orders;
  const listing = (source: ListSource): Listing<OrderRow> =>
    listingOf(client, source, rowOf(document, source), () => clock.now());
  return {
    changed: changed ? listing(changed) : noListing(),
    ...(created && { created: listing(created) }),
    order: async (shop, accessToken, id) => {
      const askedAt = clock.now();
      const tokens = new Map([
        ['order.id', id],
        ['shop.id', shop.vendorShopId],
      ]);
      const evaluated = await detailOf(client, detail, { id, tokens, accessToken }, (item) =>
        evaluateOrder(document, item, catalogue),
      );
      return toPulledOrder(shop, evaluated, askedAt);
    },
    // The source tells the receiver in the clear or not at all: what was sealed is what there is.
    decrypt: (_shop, _accessToken, _id, texts) => Promise.resolve(texts),
  };
}

function rowOf(document: MappingDocument, { rows }: ListSource) {
  return (shop: ShopRef, row: unknown, askedAt: number): OrderRow => {
    const platformOrderId = rows.kind === 'sign' ? textAt(rows.id, row) : undefined;
    if (rows.kind === 'sign' && platformOrderId !== undefined)
      return { kind: 'sign', platformOrderId, updatedAt: timeAt(rows.updatedAt, row, catalogue) };
    const evaluated = evaluateOrder(document, row, catalogue);
    return { kind: 'whole', pulled: toPulledOrder(shop, evaluated, askedAt) };
  };
}

function casesOf(document: MappingDocument, client: MappedClient, clock: Clock): PlatformCases {
  const { afterSales } = document.sources;
  return {
    changed: afterSales?.changed
      ? listingOf(client, afterSales.changed, signOf(afterSales.changed), () => clock.now())
      : noListing(),
    case: async (shop, accessToken, { platformAfterSaleId: id, platformOrderId }) => {
      const askedAt = clock.now();
      const order = platformOrderId === undefined ? [] : [['afterSale.orderId', platformOrderId] as const];
      const tokens = new Map([['afterSale.id', id], ['shop.id', shop.vendorShopId], ...order]);
      const evaluated = await detailOf(client, afterSales?.detail, { id, tokens, accessToken }, (item) =>
        evaluateCase(document, item, catalogue),
      );
      return toPulledCase(shop, evaluated, askedAt);
    },
    actions: actionsOf(document, client),
  };
}

/** A case that cannot be named must not be passed over in silence: the poll stops at it, and says where. */
function signOf({ rows }: ListSource) {
  return (_shop: ShopRef, row: unknown): CaseSign => {
    const id = rows.kind === 'sign' ? textAt(rows.id, row) : undefined;
    if (rows.kind !== 'sign' || id === undefined)
      throw new PlatformFailure('invalid', 'a row of the list of cases has no id');
    return { platformAfterSaleId: id, updatedAt: timeAt(rows.updatedAt, row, catalogue) };
  };
}
