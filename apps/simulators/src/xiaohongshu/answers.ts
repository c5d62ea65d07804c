import { Refused, type Answer } from '../vendors/door.js';

/** The platform's document lists no codes of its gateway: these are the simulator's own. */
export const codes = {
  sign: -9001,
  time: -9002,
  app: -9003,
  method: -9004,
  token: -9005,
  throttled: -9006,
  parameter: -9100,
  state: -9200,
  decrypt: -9300,
  unknown: -9404,
} as const;
type Code = keyof typeof codes;

/** `newer`: the after-sale lists and details answer in another envelope. */
export const success = (data: unknown, newer = false): Answer => ({
  code: '0',
  body: newer
    ? { code: 0, msg: '成功', success: true, data }
    : { error_code: 0, error_msg: '', success: true, data },
});

export const failure = (code: Code, message: string): Answer => ({
  code: String(codes[code]),
  body: { error_code: codes[code], error_msg: message, success: false, data: null },
});

export const refused = (code: Code, message: string): Refused => new Refused(failure(code, message));
