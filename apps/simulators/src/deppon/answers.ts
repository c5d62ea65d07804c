import { Refused, type Answer } from '../vendors/door.js';

export const SUCCESS = '1000';

/** Orders write their yes as a text, queries as a truth value. */
export const ordered = (more: object): Answer => ({
  code: SUCCESS,
  body: { result: 'true', resultCode: SUCCESS, reason: '成功', ...more },
});
export const done = (responseParam: unknown): Answer => ({
  code: SUCCESS,
  body: { result: true, resultCode: SUCCESS, reason: '成功', responseParam },
});

export const refusal = (resultCode: string, reason: string): Answer => ({
  code: resultCode,
  body: { result: false, resultCode, reason },
});
const refused = (resultCode: string, reason: string): Refused => new Refused(refusal(resultCode, reason));

/** A number used before, or a parameter that is wrong. */
export const invalid = (reason: string): Refused => refused('2006', reason);
export const notPermitted = (reason: string): Refused => refused('3002', reason);
/** The other codes are not documented; these two are ours. */
export const unproven = (reason: string): Refused => refused('3001', reason);
export const notAllowed = (reason: string): Refused => refused('2001', reason);
