import {
  PlatformFailure,
  type CaseActions,
  type Rejection,
  type ShopRef,
} from '../../../application/ports.js';
import type { ObservedCase } from '../../../domain/after-sale.state.js';
import { toId, type KuaishouClient } from './client.js';
import { toCompany } from './companies.js';

/** A number of the platform, as it wants to read it back. */
function toNumber(text: string | undefined, what: string): number {
  if (text === undefined || !/^\d{1,15}$/.test(text)) {
    throw new PlatformFailure('invalid', `${what} ${text ?? ''} is not one of kuaishou`);
  }
  return Number(text);
}

/** The platform's number of the company; what has none cannot be told. */
export const companyNumber = (carrier: string): number => toNumber(toCompany(carrier), `carrier ${carrier}`);

export class KuaishouActions implements CaseActions {
  constructor(private readonly client: KuaishouClient) {}

  agreeReturn(_shop: ShopRef, token: string, seen: ObservedCase, given: { readonly addressId: string }) {
    return this.act(token, 'open.seller.order.refund.returngoods.approve', () => ({
      ...refundOf(seen),
      refundAmount: seen.refundAmountFen,
      addressId: toId(given.addressId),
    }));
  }

  /** Of a case that is about goods, the money goes back without them: that is a call of its own. */
  agreeRefund(_shop: ShopRef, token: string, seen: ObservedCase): Promise<void> {
    if (seen.kind === 'return_refund') {
      return this.act(token, 'open.refund.direct.refund', () => ({ ...refundOf(seen), ...versionOf(seen) }));
    }
    const { type, status, arbitration } = seen.platformState;
    return this.act(token, 'open.seller.order.refund.approve', () => ({
      ...refundOf(seen),
      refundAmount: seen.refundAmountFen,
      status: toNumber(status, 'status'),
      ...(arbitration !== undefined && { negotiateStatus: toNumber(arbitration, 'negotiateStatus') }),
      refundHandingWay: toNumber(type, 'handlingWay'),
    }));
  }

  refundReceived(_shop: ShopRef, token: string, seen: ObservedCase): Promise<void> {
    return this.act(token, 'open.seller.order.refund.confirm.receipt', () => ({
      ...refundOf(seen),
      status: toNumber(seen.platformState.status, 'status'),
    }));
  }

  reject(_shop: ShopRef, token: string, seen: ObservedCase, given: Rejection): Promise<void> {
    return this.act(token, 'open.refund.reject', () => {
      const { reasonCode, text, images = [] } = given;
      return {
        ...refundOf(seen),
        reasonCode: toNumber(reasonCode, 'reason'),
        rejectDesc: text,
        ...(images.length > 0 && { rejectImages: images }),
        ...versionOf(seen),
      };
    });
  }

  fillReturnWaybill(
    _shop: ShopRef,
    token: string,
    seen: ObservedCase,
    { number, carrier }: { readonly number: string; readonly carrier: string },
  ): Promise<void> {
    return this.act(token, 'open.refund.submit.returnInfo', () => ({
      ...refundOf(seen),
      expressNo: number,
      expressCode: companyNumber(carrier),
    }));
  }

  private async act(token: string, method: string, param: () => Readonly<Record<string, unknown>>) {
    await this.client.write(token, method, param());
  }
}

const refundOf = (seen: ObservedCase) => ({ refundId: toId(seen.platformAfterSaleId) });

const versionOf = (seen: ObservedCase) => ({
  refundVersion: toNumber(seen.version ?? String(seen.sourceUpdatedAt), 'version'),
});
