import { optionalText } from './json.js';
import type { Courier, PlaceParts } from './report.js';

/** As written; `undefined` where none of it is told. */
export function placePartsOf(
  parts: Readonly<Partial<Record<keyof PlaceParts, unknown>>>,
): PlaceParts | undefined {
  const [province, city, district, site] = [parts.province, parts.city, parts.district, parts.site].map(
    optionalText,
  );
  return (province ?? city ?? district ?? site) === undefined
    ? undefined
    : { province, city, district, site };
}

/** `undefined` where neither is told. */
export function courierOf(employee: unknown, mobile: unknown): Courier | undefined {
  const name = optionalText(employee);
  const phone = optionalText(mobile);
  return (name ?? phone) === undefined ? undefined : { name, phone };
}
