import { Refused, type Answer } from '../vendors/door.js';

const refusal = (returnCode: string, message: string): Answer => ({
  code: returnCode,
  body: { result: false, returnCode, message },
});

export const throttled = (): Answer => refusal('502', '请求过于频繁，请稍后再试');
export const refused = (returnCode: string, message: string): Refused =>
  new Refused(refusal(returnCode, message));
export const badParameter = (message: string): Refused => refused('400', message);
/** The message says what the business of it is. */
export const businessFailure = (message: string): Refused => refused('500', message);

export const done = (message: string, data: unknown): object => ({
  result: true,
  returnCode: '200',
  message,
  data,
});
