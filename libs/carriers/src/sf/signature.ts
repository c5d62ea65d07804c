import { createHash } from 'node:crypto';

/**
 * base64 over the 16 raw bytes of md5(URLEncode(msgData + timestamp + checkWord)): 24 characters (carriers §1.1, §4.1).
 * `msgData` and `timestamp` are the texts that are sent.
 */
export const msgDigest = (msgData: string, timestamp: string, checkWord: string): string =>
  createHash('md5')
    .update(urlEncode(msgData + timestamp + checkWord))
    .digest('base64');

/** A form encodes as Java's `URLEncoder` of SF's own demo does: a space is `+`, and only letters, digits and `.-*_` stay. */
const urlEncode = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1);
