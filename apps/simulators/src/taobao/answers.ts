import { newId } from '@cartrail/kernel';
import { stringify } from 'lossless-json';
import { Refused, type Answer } from '../vendors/door.js';

const requestId = (): string => newId().replaceAll('-', '').slice(0, 12);

/** A success has the name of its method at the root. */
export function said(method: string, body: object): Answer {
  const root = `${method.replace('taobao.', '').replaceAll('.', '_')}_response`;
  return { code: '0', body: stringify({ [root]: { ...body, request_id: requestId() } }) ?? '' };
}

const messages: Readonly<Record<number, string>> = {
  7: 'App Call Limited',
  15: 'Remote service error',
  22: 'Invalid Method',
  23: 'Invalid Format',
  25: 'Invalid signature',
  26: 'Missing session',
  27: 'Invalid session',
  29: 'Invalid app Key',
  31: 'Invalid Timestamp',
  33: 'Invalid Version',
  40: 'Missing Required Arguments',
  41: 'Invalid Arguments',
};

export function failed(code: number, subCode: string, subMessage: string): Answer {
  const body = {
    error_response: {
      code,
      msg: messages[code] ?? '',
      sub_code: subCode,
      sub_msg: subMessage,
      request_id: requestId(),
    },
  };
  return { code: String(code), body };
}

export const refused = (code: number, subCode = '', subMessage = ''): Refused =>
  new Refused(failed(code, subCode, subMessage));
export const missing = (name: string): Refused =>
  refused(40, `isv.missing-parameter:${name}`, `缺少参数${name}`);
export const invalid = (name: string): Refused =>
  refused(41, `isv.invalid-parameter:${name}`, `参数${name}不正确`);

/** What the token door says no with. */
export const noGrant = (error: string, description: string): Refused =>
  new Refused({ code: error, status: 400, body: { error, error_description: description } });
