import type { Clock } from '@cartrail/kernel';
import {
  PlatformFailure,
  type Application,
  type ArrivedPayload,
  type CaseSign,
  type Connector,
  type Listing,
  type OpenPlatform,
  type OrderRow,
  type PayloadShelf,
  type PlatformCases,
  type PlatformOrders,
  type ShopRef,
} from '../../../application/ports.js';
import { failuresOf } from '../../../domain/kept-payload.js';
import type { DetailSource, ListSource, MappingDocument } from '../../../domain/mapping/document.js';
import { evaluateCase } from '../../../domain/mapping/evaluate-case.js';
import { evaluateOrder } from '../../../domain/mapping/evaluate-order.js';
import type { Evaluated, MappedCase, MappedOrder } from '../../../domain/mapping/mapped.js';
import { valueAt } from '../../../domain/mapping/lists.js';
import { readDocument } from '../../../domain/mapping/validate.js';
import { actionsOf, shippingOf } from './actions.js';
import { authorisationOf } from './authorisation.js';
import { catalogue } from './catalogue.js';
import { MappedClient } from './client.js';
import { closedPlatform } from './closed.js';
import { MappedDoor } from './door.js';
import { sender, type Reach } from './http.js';
import { manifest } from './manifest.js';
import { readCaseRow, readOrderRow, type Reading } from './readings.js';
import { withheldBy } from './withheld.js';
import { listingOf, noListing } from './pages.js';
import { toPulledCase, toPulledOrder } from './pulled.js';

export interface MappedParts extends Reach {
  /** Where what came is kept before anything is made of it. */
  readonly payloads?: PayloadShelf;
}

/** Any shop, ERP or mall whose published mapping document its application holds in the setting `mapping`. */
export function mappedConnector({ payloads, ...reach }: MappedParts): Connector {
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
        orders: ordersOf({ document: read.document, client, clock, payloads }),
        cases: casesOf({ document: read.document, client, clock, payloads }),
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

/** The one thing a detail is about, and the same as it came. Throws where the answer has none, or another. */
async function detailOf<T extends { readonly key?: string }>(
  client: MappedClient,
  detail: DetailSource | undefined,
  wanted: { readonly id: string; readonly tokens: ReadonlyMap<string, string>; readonly accessToken: string },
  evaluate: (item: unknown) => T,
): Promise<{ readonly evaluated: T; readonly item: unknown }> {
  if (!detail)
    throw new PlatformFailure('manual_only', 'the mapping has no call that asks for one by its id');
  const answer = await client.call(detail.call, wanted.tokens, wanted.accessToken);
  const item = valueAt(detail.item, answer);
  if (item === undefined || item === null)
    throw new PlatformFailure('invalid', `the answer has nothing at ${detail.item}`);
  const evaluated = evaluate(item);
  if (evaluated.key !== undefined && evaluated.key !== wanted.id)
    throw new PlatformFailure('invalid', 'the answer is about another one than was asked for');
  return { evaluated: { ...evaluated, key: wanted.id }, item };
}

interface Reader {
  readonly document: MappingDocument;
  readonly client: MappedClient;
  readonly clock: Clock;
  readonly payloads: PayloadShelf | undefined;
}

function ordersOf({ document, client, clock, payloads }: Reader): PlatformOrders {
  const { changed, created, detail } = document.sources.orders;
  const listing = (source: ListSource): Listing<OrderRow> =>
    listingOf(
      client,
      source,
      (shop, rows, askedAt) =>
        keptPage(
          payloads,
          shop,
          rows.map((row) => readOrderRow(document, source, { shop, row, askedAt })),
        ),
      () => clock.now(),
    );
  return {
    changed: changed ? listing(changed) : noListing(),
    ...(created && { created: listing(created) }),
    order: async (shop, accessToken, id) => {
      const askedAt = clock.now();
      const tokens = new Map([
        ['order.id', id],
        ['shop.id', shop.vendorShopId],
      ]);
      const { evaluated, item } = await detailOf(client, detail, { id, tokens, accessToken }, (payload) =>
        evaluateOrder(document, payload, catalogue),
      );
      await payloads?.keep(shop, [toArrived('order', evaluated, item)]);
      return toPulledOrder(shop, evaluated, askedAt);
    },
    // The source tells the receiver in the clear or not at all: what was sealed is what there is.
    decrypt: (_shop, _accessToken, _id, texts) => Promise.resolve(texts),
  };
}

function casesOf({ document, client, clock, payloads }: Reader): PlatformCases {
  const { afterSales } = document.sources;
  const listing = (source: ListSource): Listing<CaseSign> =>
    listingOf(
      client,
      source,
      (shop, rows) =>
        keptPage(
          payloads,
          shop,
          rows.map((row) => readCaseRow(source, row)),
        ),
      () => clock.now(),
    );
  return {
    changed: afterSales?.changed ? listing(afterSales.changed) : noListing(),
    case: async (shop, accessToken, { platformAfterSaleId: id, platformOrderId }) => {
      const askedAt = clock.now();
      const order = platformOrderId === undefined ? [] : [['afterSale.orderId', platformOrderId] as const];
      const tokens = new Map([['afterSale.id', id], ['shop.id', shop.vendorShopId], ...order]);
      const { evaluated, item } = await detailOf(
        client,
        afterSales?.detail,
        { id, tokens, accessToken },
        (payload) => evaluateCase(document, payload, catalogue),
      );
      await payloads?.keep(shop, [toArrived('afterSale', evaluated, item)]);
      return toPulledCase(shop, evaluated, askedAt);
    },
    actions: actionsOf(document, client),
  };
}

const toArrived = (
  subject: ArrivedPayload['subject'],
  evaluated: Evaluated<MappedOrder | MappedCase>,
  payload: unknown,
): ArrivedPayload => ({
  subject,
  source: 'detail',
  ...(evaluated.key !== undefined && { key: evaluated.key }),
  payload,
  failures: failuresOf(evaluated),
});

/**
 * A row that cannot be named must not be passed over in silence: it waits on the shelf, and where there is none the
 * poll stops at it.
 */
async function keptPage<T>(
  payloads: PayloadShelf | undefined,
  shop: ShopRef,
  page: readonly Reading<T>[],
): Promise<readonly T[]> {
  if (!payloads && page.some(({ read }) => read === undefined))
    throw new PlatformFailure('invalid', 'a row of the list has no id');
  await payloads?.keep(
    shop,
    page.flatMap(({ arrived }) => (arrived ? [arrived] : [])),
  );
  return page.flatMap(({ read }) => (read === undefined ? [] : [read]));
}
