import { createHash } from 'node:crypto';

const md5 = (text: string): Buffer => createHash('md5').update(text).digest();
/** The vendor's, the same for everybody. */
const SEASONING = 'jadada236t2';

/** Of the headers of calls and pushes: over the text of `bizContent`. */
export const digestOf = (bizContent: string, privateKey: string): string =>
  md5(`${bizContent}${privateKey}`).toString('base64');

/** Inside orders: over who orders, not over what. */
export function orderDigestOf(customerCode: string, password: string, privateKey: string): string {
  const hidden = md5(`${password}${SEASONING}`).toString('hex').toUpperCase();
  return md5(`${customerCode}${hidden}${privateKey}`).toString('base64');
}
