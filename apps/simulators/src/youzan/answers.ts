import { newId } from '@cartrail/kernel';
import { Refused, type Answer } from '../vendors/door.js';

const traceId = (): string => `yz7-${newId().slice(0, 18)}`;

export const said = (data: unknown): Answer => ({
  code: '200',
  body: { success: true, code: 200, message: 'successful', data, trace_id: traceId() },
});

const refusal = (code: number, message: string): Answer => ({
  code: String(code),
  body: { success: false, code, message, data: null, trace_id: traceId() },
});

/** What the call itself says no to. */
export const refused = (code: number, message: string): Refused => new Refused(refusal(code, message));

/** What the gateway in front of the calls says no to. */
const gateway = (err_code: number, err_msg: string): Answer => ({
  code: String(err_code),
  body: { gw_err_resp: { trace_id: traceId(), err_msg, err_code } },
});

export const turnedAway = (code: number, words: string): Refused => new Refused(gateway(code, words));
export const throttled = (): Answer => gateway(4101, '请求太频繁');
export const invalid = (words: string): Refused => refused(5000, words);
