import { fenToYuan } from '@cartrail/kernel';
import { priceOf, type Price } from '../couriers/prices.js';
import { zoneOf } from '../couriers/regions.js';
import { carrierCodes } from '../state/model.js';
import { missing, NotDone, type Admitted } from './gate.js';
import { gramsOf, placeOf } from './order-form.js';

/** 1815: what every carrier that goes there takes. */
export function freight({ account: { eBusinessId }, fields }: Admitted): object {
  for (const name of ['TransportType', 'ShipperType']) if (fields.text(name) === '') throw missing(name);
  const [from, to, grams] = [placeOf(fields, 'Sender'), placeOf(fields, 'Receiver'), gramsOf(fields)];
  const rows = carrierCodes.flatMap((carrier) => {
    const price = priceOf(carrier, from, to, grams);
    return price ? [{ shipperCode: carrier, weight: (grams / 1_000).toFixed(2), ...amounts(price) }] : [];
  });
  return { EBusinessID: eBusinessId, Success: true, ResultCode: '100', Reason: '成功', Data: rows };
}

/** In yuan; of all answers this one alone is in camel case. */
function amounts({ totalFen, firstFen, nextFen, overFen }: Price): object {
  return {
    firstWeight: '1',
    firstWeightAmount: fenToYuan(firstFen),
    continuousWeightPrice: fenToYuan(nextFen),
    continuousWeightAmount: fenToYuan(overFen),
    cost: fenToYuan(totalFen),
    totalFee: fenToYuan(totalFen),
  };
}

/** 1814: whether anybody would come. */
export function serviceability({ account: { eBusinessId }, fields }: Admitted): object {
  if (fields.text('ShipperType') === '') throw missing('ShipperType');
  const served = zoneOf(placeOf(fields, 'Sender'), placeOf(fields, 'Receiver')) !== undefined;
  if (!served) throw new NotDone('', '该地址暂不支持上门取件');
  return { EBusinessID: eBusinessId, Success: true, ResultCode: '100', Reason: '成功' };
}
