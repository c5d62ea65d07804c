import { fenToYuan } from '@cartrail/kernel';
import {
  PlatformFailure,
  type CaseActions,
  type ShopRef,
  type Shipping,
} from '../../../application/ports.js';
import type { ObservedCase } from '../../../domain/after-sale.state.js';
import type { ActionName, MappingDocument } from '../../../domain/mapping/document.js';
import type { MappedClient } from './client.js';

type Given = Readonly<Record<string, string | undefined>>;
type Act = (shop: ShopRef, accessToken: string, seen: ObservedCase, given?: Given) => Promise<void>;

const companyIn = (document: MappingDocument, carrier: string | undefined): string | undefined => {
  const { companies = {} } = document.actions ?? {};
  return carrier !== undefined && Object.hasOwn(companies, carrier) ? companies[carrier] : undefined;
};

/** The actions a document writes; what it does not write is not supported. */
export function actionsOf(document: MappingDocument, client: MappedClient): CaseActions {
  const act = (name: ActionName): Act | undefined => actOf(document, client, name);
  const [agreeReturn, agreeRefund, refundReceived] = [
    act('agreeReturn'),
    act('agreeRefund'),
    act('refundReceived'),
  ];
  const [reject, fill, report] = [act('reject'), act('fillReturnWaybill'), act('reportReceived')];
  return {
    ...(agreeReturn && {
      agreeReturn: (shop, token, seen, { addressId }) =>
        agreeReturn(shop, token, seen, { 'address.id': addressId }),
    }),
    ...(agreeRefund && { agreeRefund: (shop, token, seen) => agreeRefund(shop, token, seen) }),
    ...(refundReceived && { refundReceived: (shop, token, seen) => refundReceived(shop, token, seen) }),
    ...(reject && {
      reject: (shop, token, seen, { reasonCode, text }) =>
        reject(shop, token, seen, { 'reason.code': reasonCode, 'reason.text': text }),
    }),
    ...(fill && {
      fillReturnWaybill: (shop, token, seen, { number, carrier }) =>
        fill(shop, token, seen, { 'parcel.number': number, 'parcel.company': companyIn(document, carrier) }),
    }),
    ...(report && {
      reportReceived: (shop, token, seen, { number, carrier, receivedAt }) =>
        report(shop, token, seen, {
          'parcel.number': number,
          'parcel.company': companyIn(document, carrier),
          'received.at': client.moment(receivedAt),
        }),
    }),
  };
}

function actOf(document: MappingDocument, client: MappedClient, name: ActionName): Act | undefined {
  const action = document.actions?.[name];
  if (!action) return undefined;
  return async (shop, accessToken, seen, given = {}) => {
    if (action.at && !action.at.includes(seen.status ?? ''))
      throw new PlatformFailure(
        'conflict',
        `${name} may not be said of a case at ${seen.platformState.status}`,
      );
    const tokens = {
      'afterSale.id': seen.platformAfterSaleId,
      'afterSale.orderId': seen.platformOrderId,
      'afterSale.version': seen.version,
      'refund.fen': String(seen.refundAmountFen),
      'refund.yuan': fenToYuan(seen.refundAmountFen),
      'shop.id': shop.vendorShopId,
      ...given,
    };
    await client.call(action.call, present(tokens), accessToken);
  };
}

const present = (tokens: Given): ReadonlyMap<string, string> =>
  new Map(Object.entries(tokens).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

export function shippingOf(document: MappingDocument, client: MappedClient): Shipping | undefined {
  const ship = document.actions?.ship;
  if (!ship) return undefined;
  const companyOf = (carrier: string): string | undefined => companyIn(document, carrier);
  return {
    companyOf,
    ship: async (shop, accessToken, { platformOrderId, number, carrier, lines, requestId }) => {
      const tokens = {
        'order.id': platformOrderId,
        'parcel.number': number,
        'parcel.company': companyOf(carrier),
        'lines.ids': lines.map(({ platformLineId }) => platformLineId).join(','),
        'lines.skus': lines.map(({ skuId }) => skuId).join(','),
        'request.id': requestId,
        'shop.id': shop.vendorShopId,
      };
      await client.call(ship.call, present(tokens), accessToken);
    },
  };
}
