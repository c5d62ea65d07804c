import { toShanghai, type Clock } from '@cartrail/kernel';
import type { Deliveries, Outgoing } from '../delivery/deliveries.js';
import type { Account } from '../state/model.js';
import { dataSign } from './sign.js';

type PushType = '101' | '102' | '103';

/** One item for one account, and what a forger would like to be believed instead. */
interface Message extends Pick<Outgoing, 'key' | 'about'> {
  item: object;
  lie: object;
  last?: boolean;
}

/** Every push is a form around a signed list, of one item here. */
export class KdniaoSender {
  constructor(
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
  ) {}

  send(account: Account, type: PushType, { item, lie, key, about, last }: Message): void {
    this.deliveries.send({
      provider: 'kdniao',
      sender: account.eBusinessId,
      key,
      contentType: 'application/x-www-form-urlencoded;charset=utf-8',
      headers: {},
      body: this.form(account, type, item, account.apiKey),
      forged: { body: this.form(account, type, lie, 'not-the-key'), headers: {} },
      about: { ...about, tag: type },
      ...(last === undefined ? {} : { last }),
    });
  }

  private form({ eBusinessId, pushEncoding }: Account, type: PushType, item: object, apiKey: string): string {
    const data = JSON.stringify({
      EBusinessID: eBusinessId,
      PushTime: toShanghai(this.clock.now()),
      Count: '1',
      Data: [item],
    });
    // What is signed is the text as it was before anybody encoded it.
    const encode = pushEncoding === 'twice' ? encodeURIComponent : (text: string): string => text;
    const fields = {
      RequestData: encode(data),
      RequestType: type,
      DataSign: encode(dataSign(data, apiKey)),
    };
    return new URLSearchParams(fields).toString();
  }
}
