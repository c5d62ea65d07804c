import { MINUTE } from '@cartrail/kernel';
import type { MakePlatform } from '../platforms/surroundings.js';
import { Doors } from '../vendors/door.js';
import { KuaishouApps, sample } from './apps.js';
import { doorsOf } from './doors.js';
import { Gate } from './gate.js';
import { Oauth } from './oauth.js';
import { operationsOf } from './operations.js';
import { OrderApi } from './order-api.js';
import { KuaishouPushes } from './pushes.js';
import { RefundActions } from './refund-actions.js';
import { RefundApi } from './refund-api.js';

/** 快手小店, its Open API and its messages. */
export const kuaishou: MakePlatform = (world) => {
  const { state, clock, deliveries, faults, ledger, shopTokens } = world;
  const apps: KuaishouApps = new KuaishouApps(state, (app) => {
    pushes.heartbeat(app);
  });
  const pushes = new KuaishouPushes(state, clock, deliveries, (appKey) => apps.get(appKey));
  const oauth = new Oauth(state, apps, shopTokens);
  const refunds = new RefundApi(state, clock);
  const actions = new RefundActions(refunds, world.merchant, world.buyer, world.cases, clock);
  const operations = operationsOf(new OrderApi(state, clock, world.orders), refunds, actions);
  return {
    id: 'kuaishou',
    label: 'Kuaishou',
    apps,
    sampleShop: { shopId: '2000000001', name: '快手演示小店', appKey: sample.appKey },
    codeLifeMs: 2 * MINUTE,
    register: (app) => {
      const gate = new Gate(apps, oauth, clock);
      new Doors('kuaishou', faults, ledger).open(app, doorsOf(gate, oauth, operations, state));
    },
    urlOf: (push) => pushes.urlOf(push),
    took: (push, answer) => pushes.took(push, answer),
    order: (news) => {
      pushes.order(news);
    },
    afterSale: (news) => {
      pushes.afterSale(news);
    },
  };
};
