import { Refused, type Answer } from '../vendors/door.js';

/** YTO's answers have no common shape. */
export const done = (body: object): Answer => ({ code: 'success', body });
/** No list of codes is documented: a no has words only, but for one that public code knows. */
export const refusal = (message: string, code?: string): Answer => ({
  code: code ?? 'refused',
  body: { success: false, ...(code === undefined ? {} : { code }), message },
});
export const refused = (message: string): Refused => new Refused(refusal(message));
export const orderedTwice = (): Refused => new Refused(refusal('重复下单，订单处理中', '200010005'));
/** A yes with a code. */
export const nothingFound = (number: string): Answer => ({
  code: '1001',
  body: { code: '1001', map: { [number]: [] }, message: '查询结果为空。', success: true },
});
