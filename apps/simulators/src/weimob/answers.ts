import { newId } from '@cartrail/kernel';
import { stringify } from 'lossless-json';
import { Refused, type Answer } from '../vendors/door.js';

const answer = (errcode: string, errmsg: string, data: unknown): Answer => ({
  code: errcode,
  body: stringify({ code: { errcode, errmsg }, data, globalTicket: newId() }) ?? '',
});

export const said = (data: object): Answer => answer('0', 'success', data);
export const done = (): Answer => said({ success: true });

/** The platform's codes are not public: these are the simulator's own. */
const refused = (errcode: string, errmsg: string): Refused => new Refused(answer(errcode, errmsg, null));

export const tokenInvalid = (): Refused => refused('90401', 'accesstoken无效或已过期');
export const invalid = (words: string): Refused => refused('90400', words);
export const notFound = (words: string): Refused => refused('90404', words);
export const stateMoved = (): Refused => refused('90409', '售后单状态已变更');
export const throttled = (): Answer => answer('90429', '调用过于频繁', null);

/** The token door answers without an envelope. */
export const unauthorised = (error: string): Refused =>
  new Refused({ code: error, body: { error, error_description: error } });
