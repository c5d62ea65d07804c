import { SECOND } from '@cartrail/kernel';
import {
  PlatformFailure,
  type Platform,
  type PulledOrder,
  type PulledPage,
  type ShopRef,
  type TokenPair,
  type Window,
} from '../../../application/ports.js';
import type { DouyinClient } from './client.js';
import { manifest } from './manifest.js';
import { toPulledOrder } from './mapping.js';
import type { TokenData } from './wire.js';

/** A value beyond this is an instant in seconds, not a span: one copy of the document calls `expires_in` so. */
const EPOCH = 1_000_000_000;

export class DouyinPlatform implements Platform {
  readonly pageSize = manifest.pageSize;
  readonly maxRows = manifest.maxRows;
  readonly maxAgeMs = manifest.maxAgeMs;

  constructor(private readonly client: DouyinClient) {}

  async authorise(vendorShopId: string): Promise<TokenPair> {
    return toTokens(await this.client.tokenCreate(vendorShopId));
  }

  async refresh(refreshToken: string): Promise<TokenPair> {
    return toTokens(await this.client.tokenRefresh(refreshToken));
  }

  async order(shop: ShopRef, accessToken: string, platformOrderId: string): Promise<PulledOrder> {
    const askedAt = Date.now();
    const { shop_order_detail: order } = await this.client.orderDetail(accessToken, platformOrderId);
    if (!order) throw new PlatformFailure('invalid', 'douyin answered order.orderDetail without an order');
    return toPulledOrder(shop, order, askedAt);
  }

  async updated(shop: ShopRef, accessToken: string, window: Window, page: number): Promise<PulledPage> {
    const askedAt = Date.now();
    const query = {
      from: Math.floor(window.from / SECOND),
      to: Math.ceil(window.to / SECOND),
      page,
      size: manifest.pageSize,
    };
    const { total, shop_order_list: orders } = await this.client.searchList(accessToken, query);
    return { total: total ?? 0, orders: (orders ?? []).map((order) => toPulledOrder(shop, order, askedAt)) };
  }

  async decrypt(
    accessToken: string,
    platformOrderId: string,
    texts: readonly string[],
  ): Promise<readonly string[]> {
    const { decrypt_infos: answers = [] } = await this.client.batchDecrypt(
      accessToken,
      platformOrderId,
      texts,
    );
    const plain = new Map(answers.map((answer) => [answer.cipher_text ?? '', answer]));
    return texts.map((text, index) => {
      const answer = plain.get(text) ?? answers[index];
      if (!answer || String(answer.err_no ?? '0') !== '0') {
        throw new PlatformFailure('invalid', `douyin could not decrypt: ${answer?.err_msg ?? 'no answer'}`);
      }
      return answer.decrypt_text ?? '';
    });
  }
}

function toTokens(data: TokenData): TokenPair {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn } = data;
  if (!accessToken || !refreshToken || !expiresIn) {
    throw new PlatformFailure('invalid', 'douyin answered a token call without a token');
  }
  const issuedAt = Date.now();
  const accessExpiresAt = expiresIn > EPOCH ? expiresIn * SECOND : issuedAt + expiresIn * SECOND;
  return { accessToken, refreshToken, issuedAt, accessExpiresAt };
}
