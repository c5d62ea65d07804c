import { SECOND } from '@cartrail/kernel';
import {
  PlatformFailure,
  type Listing,
  type OrderRow,
  type PlatformOrders,
  type PulledOrder,
  type ShopRef,
  type Window,
} from '../../../application/ports.js';
import type { Companies } from '../wire/companies.js';
import { lastPageFirst, type NumberedPage } from '../wire/paging.js';
import { codeOf, fromFen, fromMillis, textOf } from '../wire/values.js';
import type { TimeType, XiaohongshuClient } from './client.js';
import { failureOf, type FailureKinds } from './errors.js';
import { lists } from './manifest.js';
import { toPulledOrder } from './mapping.js';
import { isCipher } from './receiver.js';
import { TO_BE_SHIPPED } from './status-table.js';
import type { OrderListData, ReceiverData, WireOrder, WireReceiver } from './wire.js';

const SENT_AGAIN = '5';

export class XiaohongshuOrders implements PlatformOrders {
  readonly changed = this.listing(2, lists.orders.changedMs);
  readonly created = this.listing(1, lists.orders.createdMs);

  constructor(
    private readonly client: XiaohongshuClient,
    private readonly companies: Companies,
    private readonly failures: FailureKinds,
    /** Who decrypts, in words of our own: the platform only wants it not to be empty. */
    private readonly appUserId: string,
  ) {}

  async order(shop: ShopRef, accessToken: string, platformOrderId: string): Promise<PulledOrder> {
    const askedAt = Date.now();
    const wire = await this.client.orderDetail(accessToken, platformOrderId);
    if (textOf(wire.orderId) !== platformOrderId) {
      throw new PlatformFailure('invalid', 'xiaohongshu answered order.getOrderDetail without the order');
    }
    const told = await this.receiverOf(accessToken, platformOrderId, wire);
    return toPulledOrder({ shop, wire, told, askedAt }, this.companies);
  }

  /** In the same order; what is no ciphertext is handed back as it is. */
  async decrypt(
    _shop: ShopRef,
    accessToken: string,
    platformOrderId: string,
    texts: readonly string[],
  ): Promise<readonly string[]> {
    const sealed = texts.filter(isCipher);
    if (sealed.length === 0) return texts;
    const { dataInfoList = [] } = await this.client.decrypt(
      accessToken,
      platformOrderId,
      sealed,
      this.appUserId,
    );
    const answers = new Map(dataInfoList.map((answer) => [answer.encryptedData ?? '', answer]));
    return texts.map((text) => {
      if (!isCipher(text)) return text;
      const answer = answers.get(text);
      const code = codeOf(answer?.errorCode) ?? '0';
      const plain = answer?.virtualNumberFlag === true ? answer.virtualNumber : answer?.decryptedData;
      if (code === '0' && plain !== undefined && plain !== '') return String(plain);
      throw failureOf(this.failures, 'data.batchDecrypt', code, answer?.errorMsg ?? 'no plaintext');
    });
  }

  /** Told only while the order waits to be shipped, and only of the address it has now. */
  private async receiverOf(
    accessToken: string,
    orderId: string,
    wire: WireOrder,
  ): Promise<WireReceiver | undefined> {
    const openAddressId = textOf(wire.openAddressId);
    if (codeOf(wire.orderStatus) !== TO_BE_SHIPPED || openAddressId === undefined) return undefined;
    const query = { orderId, openAddressId };
    const isReturn = codeOf(wire.orderType) === SENT_AGAIN;
    const { receiverInfos = [] } = await this.client
      .receiver(accessToken, query, isReturn)
      .catch(refusedForGood);
    const told = receiverInfos.find((one) => textOf(one.orderId) === orderId);
    if (told?.matched === false) {
      throw new PlatformFailure('conflict', 'the address changed while the order was read');
    }
    return told;
  }

  private listing(timeType: TimeType, maxSpanMs: number): Listing<OrderRow> {
    return {
      maxSpanMs,
      maxAgeMs: lists.maxAgeMs,
      pages: (_shop, window, ask) =>
        lastPageFirst({ first: 1, size: lists.pageSize, maxRows: lists.orders.maxRows }, (pageNo) =>
          ask(async (token) =>
            toPage(
              await this.client.orderList(token, {
                ...inSeconds(window),
                timeType,
                pageNo,
                pageSize: lists.pageSize,
              }),
            ),
          ),
        ),
    };
  }
}

/** An order must not wait for a receiver the platform will not tell: it counts as unread, and is asked for again. */
function refusedForGood(error: unknown): ReceiverData {
  if (error instanceof PlatformFailure && (error.kind === 'invalid' || error.kind === 'forbidden')) return {};
  throw error;
}

/** Outward, so that nothing at its edges is left out. */
const inSeconds = ({ from, to }: Window) => ({
  startTime: Math.floor(from / SECOND),
  endTime: Math.ceil(to / SECOND),
});

function toPage({ total, orderList = [] }: OrderListData): NumberedPage<OrderRow> {
  const count = fromFen(total);
  if (count === undefined) {
    throw new PlatformFailure('invalid', 'xiaohongshu answered a list of orders without their number');
  }
  const rows = orderList.flatMap(({ orderId, updateTime }): OrderRow[] => {
    const platformOrderId = textOf(orderId);
    if (platformOrderId === undefined) return [];
    return [{ kind: 'sign', platformOrderId, updatedAt: fromMillis(updateTime) }];
  });
  return { total: count, rows };
}
