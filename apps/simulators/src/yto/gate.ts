import { same } from '../same.js';
import type { Account, Accounts } from '../vendors/accounts.js';
import type { Incoming } from '../vendors/door.js';
import { Fields } from '../vendors/fields.js';
import { refused } from './answers.js';
import { signOf } from './sign.js';

export interface Admitted {
  openId: string;
  client: string;
  fields: Fields;
}

export interface Interface {
  method: string;
  version: string;
}

/** Credentials are issued for each interface; whose they are is told by the customer code, with or without its ending. */
export const clientOf = (account: Account | undefined): string =>
  account?.['client'] ?? account?.['customerCode']?.replace(/_STD$/, '') ?? '';

/** Who calls, and whether it is his text. Throws the refusal. */
export function admit(accounts: Accounts, { method, version }: Interface, incoming: Incoming): Admitted {
  const [customerCode, openId = ''] = incoming.path.split('/').reverse();
  const account = accounts.get(openId);
  if (account?.['customerCode'] !== customerCode) throw refused('openId或客户编码不正确');
  if (![undefined, null, method].includes(account?.['method'])) throw refused('没有该接口的权限');
  const envelope = envelopeOf(incoming);
  const param = envelope?.('param') ?? '';
  if (!envelope || param === '' || envelope('format') !== 'JSON' || !/^\d{13}$/.test(envelope('timestamp')))
    throw refused('请求参数不合法');
  if (!same(envelope('sign'), signOf(param, method, version, account?.['secret'] ?? '')))
    throw refused('签名校验失败');
  const fields = Fields.parse(param);
  if (!fields) throw refused('param不是合法的JSON');
  return { openId, client: clientOf(account), fields };
}

/** JSON, or a form as one application sends it; what is signed is left as it came. */
function envelopeOf({ form, text }: Incoming): ((name: string) => string) | undefined {
  if (form.size > 0) return (name) => form.get(name) ?? '';
  const fields = Fields.parse(text);
  return fields && ((name) => fields.text(name));
}
