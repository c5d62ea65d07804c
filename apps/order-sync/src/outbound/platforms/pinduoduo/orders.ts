import { SECOND } from '@cartrail/kernel';
import {
  PlatformFailure,
  type Ask,
  type Listing,
  type OrderRow,
  type PlatformOrders,
  type PulledOrder,
  type ShopRef,
  type Window,
} from '../../../application/ports.js';
import { lastPageFirst, type NumberedPage } from '../wire/paging.js';
import { codeOf } from '../wire/values.js';
import type { ListQuery, PinduoduoClient } from './client.js';
import { changedList, confirmedList } from './manifest.js';
import { toPulledOrder } from './mapping.js';
import type { DecryptData, WireOrder } from './wire.js';

/** The platform counts whole seconds: outward, so that nothing at an edge is missed. */
export const queryOf = ({ from, to }: Window, page: number, size: number): ListQuery => ({
  from: Math.floor(from / SECOND),
  to: Math.ceil(to / SECOND),
  page,
  size,
});

type Read = (token: string, query: ListQuery) => Promise<NumberedPage<WireOrder>>;

export class PinduoduoOrders implements PlatformOrders {
  readonly changed: Listing<OrderRow>;
  readonly created: Listing<OrderRow>;

  constructor(private readonly client: PinduoduoClient) {
    this.changed = listing(changedList, async (token, query) => {
      const { total_count: total = 0, order_sn_list: rows = [] } = await client.changedOrders(token, query);
      return { total, rows };
    });
    this.created = listing(confirmedList, async (token, query) => {
      const { total_count: total = 0, order_list: rows = [] } = await client.confirmedOrders(token, query);
      return { total, rows };
    });
  }

  async order(shop: ShopRef, accessToken: string, platformOrderId: string): Promise<PulledOrder> {
    const askedAt = Date.now();
    const { order_info: order } = await this.client.order(accessToken, platformOrderId);
    if (!order) throw new PlatformFailure('invalid', 'pinduoduo answered an order without one');
    return toPulledOrder(shop, order, askedAt);
  }

  /** What the platform no longer shows, because the goods have left, stays with it. */
  async decrypt(
    _shop: ShopRef,
    accessToken: string,
    platformOrderId: string,
    texts: readonly string[],
  ): Promise<readonly string[]> {
    const shown = [...new Set(texts.filter((text) => text !== ''))];
    if (shown.length === 0) {
      throw new PlatformFailure('manual_only', 'pinduoduo shows a receiver only until the goods leave');
    }
    const plain = plainOf(await this.client.decrypt(accessToken, platformOrderId, shown));
    return texts.map((text) => {
      if (text === '') return '';
      const found = plain.get(text);
      if (found === undefined)
        throw new PlatformFailure('invalid', 'pinduoduo did not decrypt what it was given');
      return found;
    });
  }
}

function listing(
  limits: Omit<Listing<OrderRow>, 'pages'> & { readonly pageSize: number; readonly maxRows: number },
  read: Read,
): Listing<OrderRow> {
  const { pageSize: size, maxRows, maxSpanMs, maxAgeMs } = limits;
  const page = async (shop: ShopRef, window: Window, ask: Ask, number: number) => {
    const askedAt = Date.now();
    const { total, rows } = await ask((token) => read(token, queryOf(window, number, size)));
    const whole = (wire: WireOrder) =>
      ({ kind: 'whole', pulled: toPulledOrder(shop, wire, askedAt) }) as const;
    return { total, rows: rows.map(whole) };
  };
  return {
    maxSpanMs,
    maxAgeMs,
    pages: (shop, window, ask) =>
      lastPageFirst({ first: 1, size, maxRows }, (number) => page(shop, window, ask, number)),
  };
}

/** A stand-in number is of no use without its extension. */
function plainOf({ data_decrypt_list: answers = [] }: DecryptData): ReadonlyMap<string, string> {
  const plain = new Map<string, string>();
  for (const answer of answers) {
    const code = codeOf(answer.error_code) ?? '0';
    if (code !== '0') {
      throw new PlatformFailure('invalid', `pinduoduo could not decrypt: ${code} ${answer.error_msg ?? ''}`);
    }
    const extension = codeOf(answer.virtual_number_type) === '1' ? answer.virtual_identify_number : undefined;
    const text = answer.decrypted_data ?? '';
    plain.set(answer.encrypted_data ?? '', extension ? `${text}-${extension}` : text);
  }
  return plain;
}
