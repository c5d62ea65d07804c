import { fromShanghai } from '@cartrail/kernel';
import { same } from '../same.js';
import type { Account, Accounts } from '../vendors/accounts.js';
import { Refused, type Incoming } from '../vendors/door.js';
import { Fields } from '../vendors/fields.js';
import { gatewayAnswer, invalid, notAllowed } from './answers.js';
import { signOf } from './sign.js';

export interface Admitted {
  account: Account;
  appKey: string;
  fields: Fields;
}

const no = (code: string, zh: string, en: string): Refused => new Refused(gatewayAnswer(code, zh, en));

/** Who calls, and whether it is his text. Throws the gateway's refusal; its codes are ours. */
export function admit(accounts: Accounts, path: string, { query, text }: Incoming): Admitted {
  const [appKey, accessToken, timestamp, sign] = ['app_key', 'access_token', 'timestamp', 'sign'].map(
    (name) => query.get(name) ?? '',
  ) as [string, string, string, string];
  if (query.get('LOP-DN') !== 'ECAP' || query.get('v') !== '2.0' || query.get('algorithm') !== 'md5-salt')
    throw no('10', '无效的公共参数', 'Invalid parameters');
  const account = accounts.get(appKey);
  if (!account) throw no('21', '无效app_key', 'Invalid app_key');
  if (!same(accessToken, account['accessToken'] ?? ''))
    throw no('19', '无效access_token', 'Invalid access_token');
  if (fromShanghai(timestamp) === undefined) throw no('23', '无效时间戳', 'Invalid timestamp');
  const expected = signOf({ accessToken, appKey, path, body: text, timestamp }, account['appSecret'] ?? '');
  if (!same(sign, expected)) throw no('25', '无效签名', 'Invalid signature');
  return { account, appKey, fields: onlyOne(text) };
}

/** A list that holds one object. */
function onlyOne(text: string): Fields {
  const all = Fields.parse(`{"all":${text}}`)?.list('all') ?? [];
  const [one] = all;
  if (!one || all.length > 1) throw invalid('请求参数必须为仅含一个对象的数组');
  return one;
}

export type Origin = '0' | '1' | '2';

/** A consumer's orders (0) are the application's, all others the customer's. */
export function originOf({ account, fields }: Admitted): Origin {
  const origin = fields.text('orderOrigin');
  if (origin !== '0' && origin !== '1' && origin !== '2') throw invalid('orderOrigin不正确');
  if (origin !== '0' && fields.text('customerCode') !== account['customerCode'])
    throw notAllowed('客户编码与应用不匹配');
  return origin;
}
