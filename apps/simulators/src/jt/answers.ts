import { Refused, type Answer } from '../vendors/door.js';

export const done = (data: unknown): Answer => ({ code: '1', body: { code: '1', msg: 'success', data } });
export const refusal = (code: string, msg: string): Answer => ({ code, body: { code, msg, data: null } });
export const refused = (code: string, msg: string): Refused => new Refused(refusal(code, msg));
/** Which of the two validation codes says what is not documented. */
export const invalid = (msg: string): Refused => refused('999001010', msg);
export const notAllowed = (msg: string): Refused => refused('999001030', msg);
