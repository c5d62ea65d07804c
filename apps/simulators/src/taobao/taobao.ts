import type { MakePlatform } from '../platforms/surroundings.js';
import { Doors } from '../vendors/door.js';
import { sampleApp, TaobaoApps } from './apps.js';
import { MessageChannel } from './channel.js';
import { doorsOf } from './doors.js';
import { Gate } from './gate.js';
import { Messages } from './messages.js';
import { Oauth } from './oauth.js';
import { Permits } from './permits.js';
import { RefundApi } from './refund-api.js';
import { TradeApi } from './trade-api.js';

/** 淘宝 and 天猫: TOP and its message channel. */
export const taobao: MakePlatform = (world) => {
  const { state, clock, faults, ledger, deliveries, shopTokens } = world;
  const apps = new TaobaoApps(state);
  const oauth = new Oauth(state, apps, shopTokens);
  const permits = new Permits(state);
  const channel = new MessageChannel(apps, faults);
  const messages = new Messages(state, clock, deliveries, permits);
  const desks = {
    gate: new Gate(apps, oauth, clock),
    oauth,
    trades: new TradeApi(state, clock),
    refunds: new RefundApi(state, clock),
    permits,
  };
  return {
    id: 'taobao',
    label: 'Taobao',
    apps,
    sampleShop: { shopId: '2200657715182', name: '淘宝演示店', appKey: sampleApp.appKey },
    register: (app) => {
      new Doors('taobao', faults, ledger).open(app, doorsOf(desks));
    },
    upgrade: (request, socket, head) => {
      channel.upgrade(request, socket, head);
    },
    urlOf: () => null,
    took: () => false,
    carry: (push, signal) => channel.carry(push, signal),
    order: (news) => {
      messages.order(news);
    },
    afterSale: (news) => {
      messages.afterSale(news);
    },
  };
};
