import type { Account } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Incoming } from '../vendors/door.js';
import { Fields } from '../vendors/fields.js';
import { provenData } from './sign.js';

/** Why something was not done, by its ResultCode; `''` for a no that has words only. */
export class NotDone extends Error {
  constructor(
    readonly resultCode: string,
    reason: string,
    /** What the answer says beside. */
    readonly more: object = {},
  ) {
    super(reason);
  }
}

export interface Admitted {
  account: Account;
  requestType: string;
  fields: Fields;
}

/** Checks account, sign and form; throws what the aggregator would answer. */
export function admit(state: State, form: Incoming['form'], allowed: readonly string[]): Admitted {
  const [data, id, requestType, sign] = ['RequestData', 'EBusinessID', 'RequestType', 'DataSign'].map(
    (name) => {
      const value = form.get(name);
      if (value === undefined || value === '') throw missing(name);
      return value;
    },
  ) as [string, string, string, string];
  if ((form.get('DataType') ?? '2') !== '2') throw new NotDone('103', '不支持的DataType');
  const account = state.accounts.get(id);
  if (!account) throw new NotDone('104', '用户ID不存在');
  const proven = provenData(data, sign, account.apiKey);
  if (proven === undefined) throw new NotDone('102', '数据验证不通过[DataSign]');
  if (!allowed.includes(requestType)) throw new NotDone('103', '不支持的RequestType');
  const fields = Fields.parse(proven);
  if (!fields) throw new NotDone('401', 'RequestData格式有误');
  return { account, requestType, fields };
}

export const missing = (name: string): NotDone => new NotDone('101', `缺少必要参数[${name}]`);
