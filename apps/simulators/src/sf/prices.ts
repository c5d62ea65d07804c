import { DAY, fenToYuan, fromShanghai, toShanghai } from '@cartrail/kernel';
import { priceOf } from '../couriers/prices.js';
import { provinceOf, zoneOf } from '../couriers/regions.js';
import type { Answer } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import { done, serviceRefusal } from './answers.js';
import { lineOf } from './order-form.js';

const products: Readonly<Record<string, string>> = { '1': '顺丰特快', '2': '顺丰标快' };

/** Time and, if asked for, price of one product or of all. */
export function deliverTm(fields: Fields): Answer {
  const [src, dest] = [fields.inner('srcAddress'), fields.inner('destAddress')];
  if (dest.text('province') === '' || dest.text('city') === '')
    throw serviceRefusal('S0001', '目的地省市不能为空');
  const consigned = fromShanghai(fields.text('consignedTime'));
  if (consigned === undefined) throw serviceRefusal('S0001', 'consignedTime格式不正确');
  const grams = Math.round(Number(fields.text('weight') || '1') * 1_000);
  const price = priceOf('SF', lineOf(src), lineOf(dest), grams);
  const asked = fields.text('businessType');
  const types = asked === '' ? Object.keys(products) : [asked];
  return done({
    deliverTmDto: price
      ? types.map((businessType) => ({
          businessType,
          businessTypeDesc: products[businessType] ?? '',
          // A span, as the document's sample has it.
          deliverTime: `${toShanghai(consigned + DAY)},${toShanghai(consigned + 2 * DAY)}`,
          fee: fields.text('searchPrice') === '1' ? Number(fenToYuan(price.totalFen)) : null,
          searchPrice: fields.text('searchPrice'),
        }))
      : [],
  });
}

/** Whether SF comes to both ends: 2 yes, 3 no, 4 where it does not understand an address. */
export const filterOrder = (requests: readonly Fields[]): Answer => done(requests.map(filtered));

function filtered(request: Fields): object {
  const contacts = request.list('contactInfos');
  const [from, to] = ['1', '2'].map((type) => {
    const found = contacts.find((one) => one.text('contactType') === type);
    if (!found) throw serviceRefusal('1016', '地址不能为空');
    return lineOf(found);
  }) as [string, string];
  const orderId = request.text('orderId');
  if (zoneOf(from, to) === undefined) return { orderId, filterResult: 3, remark: 2 };
  const isClear = provinceOf(from) !== undefined && provinceOf(to) !== undefined;
  return { orderId, filterResult: isClear ? 2 : 4, remark: 0 };
}
