import { randomUUID } from 'node:crypto';
import { stringify } from 'lossless-json';
import { Refused, type Answer } from '../vendors/door.js';

const answer = (code: number, members: object): Answer => ({
  code: String(code),
  body: stringify({ result: code, ...members, request_id: randomUUID() }) ?? '',
});

/** `members` stand beside `result`: most answers have them in `data`. */
export const said = (members: object): Answer => answer(1, { code: '1', msg: 'success', ...members });

export const refusal = (code: number, words: string): Answer =>
  answer(code, { code: String(code), msg: words, sub_code: '', sub_msg: '', error_msg: words, data: null });

export const refused = (code: number, words: string): Refused => new Refused(refusal(code, words));

/** Refusals of OAuth, and of every token. */
export const unauthorised = (code: number, error: string, words: string): Refused =>
  new Refused(answer(code, { error, error_msg: words }));

/** What the documents give no number of its own. */
export const rejected = (words: string): Refused => refused(21, words);

export const throttled = (method: string): Answer =>
  refusal(21, `Exceed qps limit, KEY [apiId:${method}], MAX_QPS [300.0]`);
