import { same } from '../same.js';
import type { Account, Accounts } from '../vendors/accounts.js';
import type { Incoming } from '../vendors/door.js';
import { Fields } from '../vendors/fields.js';
import { invalid, notPermitted, unproven } from './answers.js';
import { digestOf } from './sign.js';

export interface Admitted {
  account: Account;
  companyCode: string;
  fields: Fields;
}

/** Who calls, and whether it is his text. Throws the refusal. */
export function admit(accounts: Accounts, { form }: Incoming): Admitted {
  const [companyCode, params, digest, timestamp] = ['companyCode', 'params', 'digest', 'timestamp'].map(
    (name) => form.get(name) ?? '',
  ) as [string, string, string, string];
  const account = accounts.get(companyCode);
  if (!account) throw unproven('公司编码不存在');
  if (!/^\d{13}$/.test(timestamp)) throw invalid('timestamp不正确');
  if (!same(digest, digestOf(params, account['appkey'] ?? '', timestamp))) throw unproven('摘要校验失败');
  const fields = Fields.parse(params);
  if (!fields) throw invalid('params不是合法的JSON');
  return { account, companyCode, fields };
}

export function assertCustomer({ account, fields }: Admitted): void {
  const customerCode = fields.text('customerCode');
  if (customerCode === '') throw invalid('客户编码不能为空');
  if (customerCode !== account['customerCode']) throw notPermitted('客户编码没有权限');
}

/** What Deppon's numbers of the caller's orders begin with; an account without one orders nothing. */
export function signOfOrders({ account }: Admitted): string {
  const sign = account['sign'] ?? '';
  if (sign === '') throw notPermitted('没有接口权限');
  return sign;
}
