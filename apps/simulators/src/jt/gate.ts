import { same } from '../same.js';
import type { Account, Accounts } from '../vendors/accounts.js';
import type { Incoming } from '../vendors/door.js';
import { Fields } from '../vendors/fields.js';
import { notAllowed, refused } from './answers.js';
import { digestOf, orderDigestOf } from './sign.js';

export interface Admitted {
  account: Account;
  apiAccount: string;
  fields: Fields;
}

/** Who calls, and whether it is his text. Throws the refusal. */
export function admit(accounts: Accounts, incoming: Incoming): Admitted {
  const apiAccount = need(incoming, 'apiaccount', '145003051');
  const digest = need(incoming, 'digest', '145003052');
  const timestamp = need(incoming, 'timestamp', '145003053');
  const bizContent = incoming.form.get('bizContent') ?? '';
  const account = accounts.get(apiAccount);
  if (!account) throw refused('145003010', 'API账户不存在');
  if (!same(digest, digestOf(bizContent, account['privateKey'] ?? '')))
    throw refused('145003030', 'headers签名失败');
  const fields = Fields.parse(bizContent);
  if (!fields || !/^\d{13}$/.test(timestamp)) throw refused('145003050', '非法参数');
  return { account, apiAccount, fields };
}

/** Orders prove the customer, too; an account without one may not order at all. */
export function assertCustomer({ account, fields }: Admitted): string {
  const { customerCode, customerPassword, privateKey } = account;
  if (!customerCode || !customerPassword) throw refused('145003012', '没有接口权限');
  const expected = orderDigestOf(customerCode, customerPassword, privateKey ?? '');
  if (fields.text('customerCode') !== customerCode || !same(fields.text('digest'), expected))
    throw notAllowed('客户编号或业务签名错误');
  return customerCode;
}

function need({ header }: Incoming, name: string, code: string): string {
  const value = header(name) ?? '';
  if (value === '') throw refused(code, `${name}为空`);
  return value;
}
