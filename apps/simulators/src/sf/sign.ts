import { createHash } from 'node:crypto';

/** base64 over the 16 bytes of the md5 of the encoded text. */
export const digestOf = (msgData: string, timestamp: string, checkWord: string): string =>
  createHash('md5')
    .update(javaEncoded(`${msgData}${timestamp}${checkWord}`))
    .digest('base64');

/** As `java.net.URLEncoder`: letters, digits and `.-*_` stay, a space is `+`. */
const javaEncoded = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
