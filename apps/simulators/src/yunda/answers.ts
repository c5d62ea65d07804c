import { Refused, type Answer } from '../vendors/door.js';

const YES = '0000';

export const done = (data: object | null, message = '请求成功'): Answer => ({
  code: YES,
  body: { result: true, code: YES, message, data },
});
/** No list of codes is documented: a no has words only. */
export const refusal = (message: string): Answer => ({
  code: 'refused',
  body: { result: false, code: '', message, data: null },
});
export const refused = (message: string): Refused => new Refused(refusal(message));
