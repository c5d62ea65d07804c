import type { Kuaidi100Account } from '../state/booking.model.js';
import type { State } from '../state/state.js';
import { same } from '../same.js';
import type { Refused } from '../vendors/door.js';
import { badParameter, refused } from './answers.js';
import { Param } from './param.js';
import { signOrder, signQuery } from './sign.js';

export interface Admitted {
  account: Kuaidi100Account;
  method: string;
  param: Param;
}

type Form = ReadonlyMap<string, string>;
const wrongKey = (): Refused => refused('601', 'POLL:KEY已过期');
const wrongSign = (): Refused => refused('503', '验证签名失败');

/** Checks who is asking, over the exact texts that were sent. */
export class Kuaidi100Gate {
  constructor(private readonly state: State) {}

  /** Order family: key, t, param, sign. */
  order(form: Form): Admitted {
    const [method, key, t, text, sign] = ['method', 'key', 't', 'param', 'sign'].map((name) =>
      need(form, name),
    ) as [string, string, string, string, string];
    const account = this.valid(key);
    if (!/^\d{13}$/.test(t)) throw badParameter('参数错误：t不是毫秒时间戳');
    if (!same(sign, signOrder(text, t, key, account.secret))) throw wrongSign();
    return { account, method, param: Param.read(text) };
  }

  /** Query of tracks: customer, param, sign. */
  query(form: Form): Admitted {
    const [customer, text, sign] = ['customer', 'param', 'sign'].map((name) => need(form, name)) as [
      string,
      string,
      string,
    ];
    const accounts = [...this.state.kuaidi100.values()].filter(
      (one) => one.customer === null || one.customer === customer,
    );
    if (accounts.length === 0) throw wrongKey();
    const account = accounts.find((one) => same(sign, signQuery(text, one.key, customer)));
    if (!account) throw wrongSign();
    this.valid(account.key);
    return { account, method: 'query', param: Param.read(text) };
  }

  /** Subscription: unsigned, the key travels inside. */
  subscription(form: Form): Admitted {
    const param = Param.read(need(form, 'param'));
    return { account: this.valid(param.text('key')), method: 'poll', param };
  }

  /** Whose number it is: unsigned, and the fields stand in the form itself. */
  recognition(form: Form): Admitted {
    const [num, key] = ['num', 'key'].map((name) => need(form, name)) as [string, string];
    return { account: this.valid(key), method: 'auto', param: Param.read(JSON.stringify({ num })) };
  }

  private valid(key: string): Kuaidi100Account {
    const account = this.state.kuaidi100.get(key);
    if (!account || account.expired === true) throw wrongKey();
    return account;
  }
}

function need(form: Form, name: string): string {
  const value = form.get(name);
  if (value === undefined || value === '') throw badParameter(`参数错误：${name}不能为空`);
  return value;
}
