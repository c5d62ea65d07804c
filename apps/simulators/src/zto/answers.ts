import { Refused, type Answer } from '../vendors/door.js';

const answer = (status: boolean, statusCode: string, message: string, result: unknown): Answer => ({
  code: statusCode,
  body: { status, statusCode, message, result },
});

export const done = (result: unknown): Answer => answer(true, 'SYS000', '请求成功', result);
export const refusal = (statusCode: string, message: string): Answer =>
  answer(false, statusCode, message, null);
export const refused = (statusCode: string, message: string): Refused =>
  new Refused(refusal(statusCode, message));
/** A business no has words only: its codes are not documented. */
export const businessRefused = (message: string): Refused => refused('', message);
