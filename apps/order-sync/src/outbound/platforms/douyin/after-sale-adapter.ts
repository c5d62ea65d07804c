import { SECOND } from '@cartrail/kernel';
import {
  PlatformFailure,
  type AfterSales,
  type CaseAct,
  type CasePage,
  type CaseRef,
  type PulledCase,
  type ReceivedGoods,
  type ShopRef,
  type Window,
} from '../../../application/ports.js';
import { operations, type DouyinAfterSaleClient } from './after-sale-client.js';
import {
  fromDetail,
  fromListItem,
  isWhole,
  merged,
  toPulledCase,
  toSign,
  versionOf,
  type ReasonCodes,
  type WireCase,
} from './after-sale-mapping.js';
import type { AfterSaleOperateData } from './after-sale-wire.js';
import { toCompany } from './carrier-codes.js';
import { failureOf } from './errors.js';
import { manifest } from './manifest.js';
import { codeOf } from '../wire/values.js';

const PAGES_OF_AN_ORDER = 10;
const DONE = new Set(['0', '10000']);
const DIGITS = /^\d+$/;

export class DouyinAfterSales implements AfterSales {
  readonly pageSize = manifest.pageSize;
  readonly maxRows = manifest.maxRows;
  readonly maxAgeMs = manifest.maxAgeMs;

  constructor(
    private readonly client: DouyinAfterSaleClient,
    private readonly reasons: ReasonCodes,
  ) {}

  async afterSale(shop: ShopRef, accessToken: string, ref: CaseRef): Promise<PulledCase> {
    const askedAt = Date.now();
    const { platformAfterSaleId: id, platformOrderId: orderId, reasonCode } = ref;
    const detail = fromDetail(await this.client.detail(accessToken, id));
    if (detail.id !== undefined && detail.id !== id) {
      throw new PlatformFailure('invalid', 'douyin answered afterSale.Detail with another case');
    }
    const known = { ...detail, id, orderId: detail.orderId ?? orderId };
    const whole = isWhole(known) ? known : merged(known, await this.listed(accessToken, known));
    return toPulledCase(
      shop,
      { ...whole, reasonCode: whole.reasonCode ?? reasonCode },
      askedAt,
      this.reasons,
    );
  }

  async updated(_shop: ShopRef, accessToken: string, window: Window, page: number): Promise<CasePage> {
    const { items = [], total = items.length } = await this.client.updated(accessToken, {
      from: Math.floor(window.from / SECOND),
      to: Math.ceil(window.to / SECOND),
      page,
      size: manifest.pageSize,
    });
    return { total, cases: items.flatMap((item) => toSign(item) ?? []) };
  }

  async agreeReturn(accessToken: string, act: CaseAct & { readonly addressId: string }): Promise<void> {
    if (!DIGITS.test(act.addressId)) {
      throw new PlatformFailure(
        'invalid',
        `the warehouse's address id ${act.addressId} is not one of douyin`,
      );
    }
    const item = { ...toItem(act), receiverAddressId: BigInt(act.addressId) };
    confirm(await this.client.operate(accessToken, operations.agreeReturn, item));
  }

  async consentToRefund(accessToken: string, act: CaseAct): Promise<void> {
    confirm(await this.client.operate(accessToken, operations.secondConsent, toItem(act)));
  }

  reportReceived(accessToken: string, goods: ReceivedGoods): Promise<void> {
    return this.client.reportReceived(accessToken, {
      afterSaleId: goods.platformAfterSaleId,
      opTime: Math.floor(goods.receivedAt / SECOND),
      trackingNo: goods.number,
      companyCode: goods.carrier === undefined ? undefined : toCompany(goods.carrier),
    });
  }

  private async listed(accessToken: string, { id, orderId }: WireCase): Promise<WireCase> {
    if (orderId === undefined) throw new PlatformFailure('invalid', 'douyin names no order of the case');
    for (let page = 0; page < PAGES_OF_AN_ORDER; page++) {
      const answer = await this.client.ofOrder(accessToken, orderId, page, manifest.pageSize);
      const found = answer.items?.map(fromListItem).find((item) => item.id === id);
      if (found) return found;
      if (answer.has_more !== true) break;
    }
    throw new PlatformFailure('transient', 'douyin does not list the case of its own order yet');
  }
}

const toItem = ({ platformAfterSaleId, version }: CaseAct) => ({
  afterSaleId: platformAfterSaleId,
  updateTime: versionOf(version),
});

/** The call went through; the item may not have. */
function confirm({ items }: AfterSaleOperateData): void {
  const item = items?.[0];
  const code = codeOf(item?.status_code) ?? '0';
  if (!DONE.has(code)) throw failureOf('50002', `isv.business-failed:${code}`, item?.status_msg ?? '', '-');
}
