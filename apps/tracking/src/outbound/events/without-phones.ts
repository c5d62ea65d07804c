import { maskPhone } from '@cartrail/privacy';

const D = '[0-9０-９]';
const SEPARATOR = '[ -]?';

/** `138 0000 1234`, also abroad. */
const MOBILE = `(?:(?:[+＋]|00)?86${SEPARATOR})?[1１][3-9３-９]${D}${SEPARATOR}${D}{4}${SEPARATOR}${D}{4}`;
/** Numbers that a platform lends for one order. */
const VIRTUAL = `950${D}{8,12}`;
const AREA = `[0０](?:[1１][0０]|[2２]${D}|[3-9３-９]${D}{2})`;
const LANDLINE = `(?:[(（]${AREA}[)）] ?|${AREA}[ -])${D}{7,8}`;
/** Parcels have numbers like it behind capitals. */
const LANDLINE_IN_ONE = `(?:(?<![A-Z])|(?<=TEL|Tel))${AREA}${D}{7,8}`;
/** Of a virtual number it is what tells the person. */
const EXTENSION = `(?: ?(?:[-,，#*转]|[,，]? ?分机号?[:：]?) ?${D}{3,6}(?!${D}|[年:：-]))?`;

const PHONE = new RegExp(
  `(?<!${D})(${MOBILE}|${LANDLINE}|${LANDLINE_IN_ONE}|${VIRTUAL})${EXTENSION}(?!${D})`,
  'gu',
);

/**
 * A carrier's words with the phones in them masked, `138****1234`, and no extensions. Masked words stay as they are:
 * what a mask leaves may be a number together with what follows it, so it is looked at again until nothing changes.
 */
export function withoutPhones(words: string): string {
  const masked = words.replaceAll(PHONE, (_all, number: string) => maskPhone(number));
  return masked === words ? words : withoutPhones(masked);
}
