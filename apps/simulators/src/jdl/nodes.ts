import { toShanghai, type Instant } from '@cartrail/kernel';
import { cities } from '../orders/cities.js';
import type { Scan } from '../state/model.js';
import { digits, pick, seeded } from '../state/seeded.js';
import type { JdlBooking } from './booking.js';

/** One thing that happened to an order or a parcel. */
export interface Node {
  at: Instant;
  /** Empty where only the stage is told. */
  state: string;
  category: number;
  remark: string;
  city: string;
  cancelReason?: string;
}

const stages: Readonly<Record<number, string>> = {
  100: '已接单',
  390: '揽收中',
  420: '已揽收',
  430: '运输中',
  440: '派送中',
  480: '已拦截',
  500: '异常终止',
  510: '妥投',
  690: '已取消',
};

const titles: Readonly<Record<string, readonly [category: number, title: string]>> = {
  '10010': [100, '下单'],
  '200034': [390, '揽收任务分配'],
  '200036': [390, '待取件'],
  '200001': [420, '揽收'],
  '200010': [690, '取消完成'],
  '200067': [500, '取货失败'],
  '10032': [430, '验货'],
  '10033': [430, '站点验货'],
  '10054': [430, '发货'],
  '11000': [440, '派件'],
  '200003': [440, '再投'],
  '200057': [440, '便民点收货'],
  '10034': [510, '妥投'],
  '200020': [480, '换单打印'],
};

const states: Readonly<Record<string, string>> = {
  '1': '200001',
  '206': '10054',
  '204': '10032',
  '2': '10054',
  '201': '10032',
  '205': '10033',
  '202': '11000',
  '405': '200003',
  '301': '10034',
  '302': '10034',
  '304': '10034',
  '311': '10034',
};
const INTO_LOCKER_MS = 2_000;
const ON_THE_WAY = 430;

export const node = (at: Instant, state: string, remark: string, city = ''): Node => ({
  at,
  state,
  category: titles[state]?.[0] ?? ON_THE_WAY,
  remark,
  city,
});

/** `fetched`: a courier took it at the door, so that its first scan is the one of the station. */
export function nodesOf({ code, text, location: city, at }: Scan, fetched: boolean): Node[] {
  if (code === '1' && fetched) return [node(at, '10033', `【${city}】快件已到达揽收站点`, city)];
  const own = node(at, states[code] ?? code, text, city);
  if (code !== '311') return [own];
  return [node(at - INTO_LOCKER_MS, '200057', `【${city}】快件已投放至快递柜`, city), own];
}

export function stepNode(one: JdlBooking, state: string, at: Instant): Node {
  const title = titles[state]?.[1] ?? state;
  const why = state === '200010' || state === '200067' ? { cancelReason: one.cancelMsg ?? title } : {};
  return { ...node(at, state, `您的订单：${title}`), ...why };
}

/** A node of an answer. */
export function detail(waybillCode: string, one: Node): object {
  const random = seeded(`staff ${waybillCode}`);
  return {
    waybillCode,
    ...told(one),
    operatorName: `${pick(random, ['刘', '陈', '杨'])}师傅`,
    operatorPhone: `138${digits(random, 8)}`,
    operateSiteId: siteOf(one.city).id,
  };
}

/** A node as it is pushed. */
export function pushed(waybillCode: string, orderId: string, one: Node): object {
  const { id, province, district } = siteOf(one.city);
  return {
    waybillCode,
    orderId,
    ...told(one),
    scanType: '',
    operateSite: one.city === '' ? '' : `${one.city}营业部`,
    operateSiteId: id,
    routeProvinceName: province,
    routeCityName: one.city,
    routeDistrictName: district,
    routeAddress: '',
    cancelReason: one.cancelReason ?? '',
  };
}

const told = ({ at, state, category, remark }: Node): object => ({
  category,
  categoryName: stages[category] ?? '',
  state,
  operationTime: toShanghai(at),
  operationTitle: titles[state]?.[1] ?? stages[category] ?? '',
  operationRemark: remark,
});

function siteOf(city: string): { id: number; province: string; district: string } {
  const place = cities.find((one) => one.city === city);
  return {
    id: Number(place?.districtCode ?? 0),
    province: place?.province ?? '',
    district: place?.district ?? '',
  };
}
