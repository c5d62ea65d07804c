import { same } from '../same.js';
import type { Account, Accounts } from '../vendors/accounts.js';
import type { Incoming } from '../vendors/door.js';
import { Fields } from '../vendors/fields.js';
import { refused } from './answers.js';
import { digestOf } from './sign.js';

export interface Admitted {
  account: Account;
  appKey: string;
  fields: Fields;
}

/** Who calls, and whether it is his text. Throws the refusal. */
export function admit(accounts: Accounts, incoming: Incoming): Admitted {
  const appKey = incoming.header('x-appkey') ?? incoming.header('x-companyid') ?? '';
  const digest = incoming.header('x-datadigest') ?? '';
  if (appKey === '' || digest === '') throw refused('S207', '缺少请求头x-appKey或x-dataDigest');
  const account = accounts.get(appKey);
  if (!account) throw refused('S210', 'appKey不存在');
  if (!same(digest, digestOf(signedText(incoming), account['appSecret'] ?? '')))
    throw refused('S211', '签名校验失败');
  const fields = Fields.parse(incoming.form.get('data') ?? incoming.text);
  if (!fields) throw refused('S208', '请求参数不是合法的JSON');
  return { account, appKey, fields };
}

/** The old way is a form, of which the fields are signed as they were before they were encoded. */
const signedText = ({ text, form }: Incoming): string =>
  form.size === 0 ? text : [...form].map(([name, value]) => `${name}=${value}`).join('&');
