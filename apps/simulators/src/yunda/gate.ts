import { same } from '../same.js';
import type { Account, Accounts } from '../vendors/accounts.js';
import type { Incoming } from '../vendors/door.js';
import { Fields } from '../vendors/fields.js';
import { refused } from './answers.js';
import { signOf } from './sign.js';

export interface Admitted {
  account: Account;
  appKey: string;
  fields: Fields;
}

/** Who calls, and whether it is his text; when he says it was is not proven. Throws the refusal. */
export function admit(accounts: Accounts, { text, header }: Incoming): Admitted {
  const [appKey = '', sign = '', time = ''] = ['app-key', 'sign', 'req-time'].map(header);
  if ([appKey, sign, time].includes('')) throw refused('缺少请求头app-key、sign或req-time');
  const account = accounts.get(appKey);
  if (!account) throw refused('app-key不存在');
  if (!same(sign, signOf(text, account['appSecret'] ?? ''))) throw refused('签名校验失败');
  if (!/^\d{13}$/.test(time)) throw refused('req-time不正确');
  const fields = Fields.parse(text);
  if (!fields) throw refused('请求参数不是合法的JSON');
  return { account, appKey, fields };
}
