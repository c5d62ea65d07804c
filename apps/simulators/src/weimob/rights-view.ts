import { fenToYuan } from '@cartrail/kernel';
import { carriers } from '../orders/catalogue.js';
import type { AfterSale } from '../state/after-sale.model.js';
import { rightsOf, statusWhenAsked } from './enums.js';

/** A case as both answers have it. */
export const rightsView = (one: AfterSale): object => ({
  rightsOrder: {
    rightsId: BigInt(one.id),
    ...rightsOf(one),
    createTime: one.appliedAt,
    updateTime: one.updatedAt,
  },
  originOrder: { orderNo: BigInt(one.orderId), applyOrderStatus: statusWhenAsked(one) },
  rightsItems: one.lines.map(({ platformLineId, quantity }) => ({
    orderItemId: BigInt(platformLineId),
    applyNum: String(quantity),
  })),
  rightsReason: { rightsReason: '质量问题' },
  refundDetail: {
    applyAmount: fenToYuan(one.refundFen),
    refundAmount: fenToYuan(one.refundStatus === 3 ? one.refundFen : 0),
  },
  ...(one.parcel && {
    returnOrder: {
      deliveryNo: one.parcel.number,
      deliveryCompany:
        one.parcel.carrier === undefined ? one.parcel.companyName : carriers[one.parcel.carrier].name,
      deliveryCompanyCode: (one.parcel.carrier ?? '').toLowerCase(),
    },
  }),
});
