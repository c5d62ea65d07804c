import { fromShanghai } from '@cartrail/kernel';
import { same } from '../same.js';
import type { Account, Accounts } from '../vendors/accounts.js';
import type { Incoming } from '../vendors/door.js';
import { Fields } from '../vendors/fields.js';
import { invalid, refused } from './answers.js';
import { opened } from './sign.js';

export interface Admitted {
  account: Account;
  senderNo: string;
  apiCode: string;
  fields: Fields;
}

export const environments = ['production', 'test'] as const;
export type Environment = (typeof environments)[number];

/** Calls of which the body is a list of one. */
const listed: ReadonlySet<string> = new Set(['020003']);

/** Who calls, and whether his key sealed it. Throws the refusal. */
export function admit(accounts: Accounts, environment: Environment, { form }: Incoming): Admitted {
  const [apiCode, senderNo, authorization, timeStamp, sealed] = [
    'apiCode',
    'senderNo',
    'authorization',
    'timeStamp',
    'logitcsInterface',
  ].map((name) => form.get(name) ?? '') as [string, string, string, string, string];
  if (form.get('msgType') !== '0' || form.get('version') !== 'V1.0.0')
    throw invalid('msgType或version不正确');
  if (fromShanghai(timeStamp) === undefined) throw invalid('timeStamp格式不正确');
  const account = accounts.get(senderNo);
  // Each environment has customers of its own.
  if (!account || (account['environment'] ?? 'production') !== environment)
    throw refused('A0001', '协议客户号不存在');
  if (!same(authorization, account['authorization'] ?? '')) throw refused('A0002', '授权码不正确');
  const json = opened(sealed, account['signKey'] ?? '');
  if (json === undefined) throw refused('A0003', '报文解密失败');
  const fields = listed.has(apiCode) ? onlyOne(json) : Fields.parse(json);
  if (!fields) throw invalid('报文格式不正确');
  return { account, senderNo, apiCode, fields };
}

function onlyOne(json: string): Fields | undefined {
  const all = Fields.parse(`{"all":${json}}`)?.list('all') ?? [];
  return all.length === 1 ? all[0] : undefined;
}
