import { createHash } from 'node:crypto';

const md5 = (text: string): string => createHash('md5').update(text).digest('base64');

/** Of a call: over its `param` and what its address says. */
export const signOf = (param: string, method: string, version: string, secret: string): string =>
  md5(`${param}${method}${version}${secret}`);

/** Of a push, over its XML: inferred, not documented. */
export const digestOf = (xml: string, secret: string): string => md5(`${xml}${secret}`);
