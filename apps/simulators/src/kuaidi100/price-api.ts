import { priceOf } from '../couriers/prices.js';
import { badParameter, businessFailure, done } from './answers.js';
import { carrierOf, gramsOf } from './booking-form.js';
import type { Param } from './param.js';
import { priceView } from './price-view.js';

const AT_ONCE = 15;

export function price(param: Param): object {
  const carrier = carrierOf(param.text('kuaidicom') || param.text('kuaidiCom'));
  const [from, to] = addresses(param);
  const found = priceOf(carrier, from, to, gramsOf(param));
  if (!found) throw businessFailure('当前线路未设置价格');
  return done('成功', priceView(carrier, found));
}

/** Free of charge; who has no price on the lane is listed without one. */
export function batchPrice(param: Param): object {
  const codes = param.list('kuaidiComList');
  if (codes.length < 1 || codes.length > AT_ONCE) throw badParameter('参数错误：kuaidiComList为1到15家');
  const carriers = codes.map(carrierOf);
  const [from, to] = addresses(param);
  const grams = gramsOf(param);
  return done(
    '成功',
    carriers.map((carrier) => priceView(carrier, priceOf(carrier, from, to, grams))),
  );
}

export function reachable(param: Param): object {
  const carrier = carrierOf(param.required('kuaidicom')[0] ?? '');
  const [from, to] = addresses(param);
  const found = priceOf(carrier, from, to, 3_000) !== undefined;
  return done('成功', {
    kuaidicom: param.text('kuaidicom'),
    reachable: found ? '1' : '0',
    reason: found ? '' : '超出服务范围',
  });
}

const addresses = (param: Param): [string, string] =>
  param.required('sendManPrintAddr', 'recManPrintAddr') as [string, string];
