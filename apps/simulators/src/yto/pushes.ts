import { toShanghai, type Clock } from '@cartrail/kernel';
import { postponed } from '../couriers/postponed.js';
import type { Deliveries } from '../delivery/deliveries.js';
import type { Outlet } from '../delivery/outlet.js';
import type { Push, PushAbout } from '../state/model.js';
import type { Accounts } from '../vendors/accounts.js';
import type { Following } from '../vendors/following.js';
import type { Change, News } from '../vendors/vendor.js';
import { stepOf, YTO, type YtoBooking } from './booking.js';
import { clientOf } from './gate.js';
import { digestOf } from './sign.js';
import { delivererOf, districtOf, nodesOf, type Node } from './track-view.js';

const FORM = 'application/x-www-form-urlencoded;charset=utf-8';

/** One event of a parcel or an order a push, as XML in a form, to whoever subscribed or ordered. */
export class YtoPushes implements Outlet {
  constructor(
    private readonly accounts: Accounts,
    private readonly following: Following,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
  ) {}

  urlOf({ sender }: Push): string | null {
    return this.accounts.get(sender)?.['pushUrl'] ?? null;
  }

  took(_push: Push, answer: string): boolean {
    return /<success>\s*true\s*<\/success>/.test(answer);
  }

  scanned({ parcel, scan, history }: News): void {
    const sender = this.following.senderOf(parcel.number);
    for (const openId of this.tellWhom(this.following.askersAndSenderOf(parcel))) {
      const isSender = this.clientOf(sender?.accountId) === this.clientOf(openId);
      const told = (node: Node): Content => ({
        mailNo: parcel.number,
        txLogisticID: isSender ? (sender?.orderId ?? '') : '',
        infoContent: node.infoContent,
        acceptTime: toShanghai(node.at),
        remark: node.text,
        deliveryName: delivererOf(parcel.number, node),
        orgName: `${node.city}网点`,
        city: node.city,
        district: districtOf(node.city),
        signedName: node.infoContent === 'SIGNED' ? '本人' : '',
        questionCause: node.infoContent === 'FAILED' ? '收件人不在' : '',
      });
      const nodes = nodesOf(scan);
      for (const [index, node] of nodes.entries()) {
        const lie = { ...node, at: node.at + 1_000, infoContent: 'SIGNED', text: '伪造签收' };
        this.send(openId, {
          key: `track:${openId}:${parcel.number}`,
          about: { number: parcel.number, scans: history.length, tag: 'track' },
          last: history.length === parcel.scans.length && index === nodes.length - 1,
          content: told(node),
          lie: told(lie),
        });
      }
    }
  }

  moved(one: YtoBooking, { message }: Change): void {
    const infoContent = stepOf(one);
    if (infoContent === undefined) return;
    one.callbacks.push({ at: this.clock.now(), status: infoContent });
    const slot = postponed(one) ?? one.slot;
    const content: Content = {
      mailNo: one.number,
      txLogisticID: one.reference,
      infoContent,
      acceptTime: toShanghai(this.clock.now()),
      remark: message ?? '',
      empName: one.courier?.name ?? '',
      contactInfo: one.courier?.mobile ?? '',
      bookingStartTime: slot ? toShanghai(slot.from) : '',
      bookingEndTime: slot ? toShanghai(slot.to) : '',
    };
    const { taskId, reference, sender } = one;
    const about = { taskId, reference, phone: sender.phone, status: infoContent, tag: 'order' };
    const lie = { ...content, infoContent: 'NOT_SEND', remark: '伪造' };
    this.send(one.openId, { key: `order:${taskId}`, about, content, lie });
  }

  /** A client with several sets of credentials hears it once: by the set he ordered or asked with first. */
  private tellWhom(openIds: readonly string[]): string[] {
    const clients = openIds.map((openId) => this.clientOf(openId));
    return openIds.filter((_openId, index) => clients.indexOf(clients[index] ?? '') === index);
  }

  private clientOf(openId: string | undefined): string {
    return clientOf(openId === undefined ? undefined : this.accounts.get(openId));
  }

  private send(openId: string, { key, about, content, lie, last }: Message): void {
    const account = this.accounts.get(openId);
    const clientId = account?.['customerCode'] ?? '';
    const body = (told: Content, secret: string): string => {
      const xml = xmlOf({ logisticProviderID: 'YTO', clientID: clientId, infoType: 'STATUS', ...told });
      const fields = {
        logistics_interface: xml,
        data_digest: digestOf(xml, secret),
        clientId,
        type: 'online',
      };
      return new URLSearchParams(fields).toString();
    };
    this.deliveries.send({
      provider: YTO,
      sender: openId,
      key,
      contentType: FORM,
      headers: {},
      body: body(content, account?.['secret'] ?? ''),
      forged: { body: body(lie, 'not-the-secret'), headers: {} },
      about,
      ...(last === undefined ? {} : { last }),
    });
  }
}

type Content = Readonly<Record<string, string>>;

interface Message {
  key: string;
  about: PushAbout;
  content: Content;
  lie: Content;
  last?: boolean;
}

/** What is empty is left out. */
function xmlOf(content: Content): string {
  const told = Object.entries(content).filter(([, text]) => text !== '');
  return `<UpdateInfo>${told.map(([name, text]) => `<${name}>${escaped(text)}</${name}>`).join('')}</UpdateInfo>`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
