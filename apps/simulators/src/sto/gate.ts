import { same } from '../same.js';
import type { Account, Accounts } from '../vendors/accounts.js';
import { Refused, type Incoming } from '../vendors/door.js';
import { Fields } from '../vendors/fields.js';
import { gatewayRefusal, refused } from './answers.js';
import { digestOf } from './sign.js';

export interface Admitted {
  account: Account;
  appkey: string;
  fields: Fields;
}

/** Who calls whom, and whether it is his text; `receiver` is `undefined` where STO does not document it. */
export function admit(accounts: Accounts, { form }: Incoming, receiver: string | undefined): Admitted {
  const field = (name: string): string => form.get(name) ?? '';
  const appkey = field('from_appkey');
  const account = accounts.get(appkey);
  if (account?.['fromCode'] !== field('from_code')) throw atTheGate('from_appkey或from_code不正确');
  const [to, toCode] = [field('to_appkey'), field('to_code')];
  if (to === '' || to !== toCode || ![undefined, to].includes(receiver))
    throw atTheGate('to_appkey或to_code不正确');
  const content = field('content');
  if (!same(field('data_digest'), digestOf(content, account['secretKey'] ?? '')))
    throw atTheGate('data_digest验签失败');
  const fields = Fields.parse(content);
  if (!fields) throw refused('content不是合法的JSON');
  return { account, appkey, fields };
}

export const atTheGate = (words: string): Refused => new Refused(gatewayRefusal(words));
