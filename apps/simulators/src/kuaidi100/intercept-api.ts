import type { CarrierCode } from '../state/model.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { badParameter, businessFailure, done } from './answers.js';
import { carrierOf } from './booking-form.js';
import type { Param } from './param.js';

/** Carriers whose parcels can be stopped. */
const stoppable: ReadonlySet<CarrierCode> = new Set(['SF', 'ZTO', 'YTO', 'STO', 'JTSD']);

const choices: Readonly<Record<string, readonly string[]>> = {
  interceptType: ['RETURN_SEND_ADDR', 'RETURN_SEND_STATION'],
  orderRole: ['1', '2', '3'],
  interceptPayType: ['SHIPPER', 'CONSIGNEE', 'THIRDPARTY', 'MONTHLY'],
};

/** A parcel back to its sender; wished again, it goes back already. */
export const intercept =
  ({ state, parcels }: Surroundings) =>
  (param: Param): object => {
    const [company = '', number = ''] = param.required('kuaidicom', 'kuaidinum');
    const carrier = carrierOf(company);
    for (const [name, allowed] of Object.entries(choices))
      if (!allowed.includes(param.text(name))) throw badParameter(`参数错误：${name}不支持`);
    if (!stoppable.has(carrier)) throw businessFailure('该快递公司暂不支持拦截');
    const parcel = state.parcels.get(number);
    if (parcel?.carrier !== carrier) throw businessFailure('运单号不存在');
    if (!parcels.turnBack(parcel)) throw businessFailure('快件已签收，不能拦截');
    return done('成功', {});
  };
