import { Refused } from '../vendors/door.js';

/** What the platform says no with; always HTTP 200. */
export class Refusal extends Refused {
  constructor(
    readonly errcode: number,
    errmsg: string,
  ) {
    super({ code: String(errcode), body: { errcode, errmsg } });
  }
}

export const badToken = (): Refusal => new Refusal(40001, 'invalid credential, access_token is invalid');
export const oldToken = (): Refusal => new Refusal(42001, 'access_token expired');
export const badArgument = (what: string): Refusal => new Refusal(40097, `invalid args: ${what}`);
export const quotaReached = (): Refusal => new Refusal(45009, 'reach max api daily quota limit');
export const badRange = (): Refusal => new Refusal(10020004, '时间范围不合法');
export const noSuchCase = (): Refusal => new Refusal(10021050, '售后单不存在');
export const wrongState = (): Refusal => new Refusal(10020001, '售后单状态不合法');
export const tooManyRefunds = (): Refusal => new Refusal(10021059, '单笔订单每分钟申请退款请求次数不超过1次');
export const negotiateFirst = (): Refusal => new Refusal(10021068, '请先与买家协商');
