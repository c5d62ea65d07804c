import { toRegion } from '../wire/region.js';
import type { WireOrder } from './wire.js';

/** The platform writes 江苏 as well as 江苏省, 苏州 as well as 苏州市. */
const PROVINCE = ['', '省', '市', '自治区', '壮族自治区', '回族自治区', '维吾尔自治区', '特别行政区'];
const CITY = ['', '市', '地区', '盟'];

const isKnown = (...names: readonly string[]): boolean => toRegion(...names) !== undefined;

/** Province, city and district by their full names where we know them, as they came where not. */
export function placesOf(order: WireOrder): readonly string[] {
  const { receiverProvinceName = '', receiverCityName = '', receiverDistrictName = '' } = order;
  const province = PROVINCE.map((end) => receiverProvinceName + end).find((name) => isKnown(name));
  if (province === undefined) return [receiverProvinceName, receiverCityName, receiverDistrictName];
  const whole = toRegion(province);
  const city = CITY.map((end) => receiverCityName + end).find((name) => toRegion(province, name) !== whole);
  return [province, city ?? receiverCityName, receiverDistrictName];
}
