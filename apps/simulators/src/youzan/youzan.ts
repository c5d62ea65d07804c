import { toShanghai } from '@cartrail/kernel';
import type { MakePlatform } from '../platforms/surroundings.js';
import { Doors } from '../vendors/door.js';
import { sample, YouzanApps } from './apps.js';
import { doorsOf, operationsOf } from './doors.js';
import { OrderApi } from './order-api.js';
import { YouzanPushes } from './pushes.js';
import { RefundApi } from './refund-api.js';
import { YouzanTokens } from './tokens.js';

/** 有赞云, its Open API and its messages. */
export const youzan: MakePlatform = (world) => {
  const { state, clock, deliveries, faults, ledger, shopTokens } = world;
  const apps: YouzanApps = new YouzanApps(state, (app) => {
    pushes.urlSaved(app);
  });
  const pushes = new YouzanPushes(state, clock, deliveries, (clientId) => apps.get(clientId));
  const tokens = new YouzanTokens(state, apps, shopTokens);
  const operations = operationsOf(
    new OrderApi(state, clock, apps, world.orders),
    new RefundApi(state, clock, world),
  );
  const wall = (): string => toShanghai(clock.now()).replaceAll(/\D/g, '');
  return {
    id: 'youzan',
    label: 'Youzan',
    apps,
    sampleShop: { shopId: '4000000001', name: '有赞演示小店', appKey: sample.clientId },
    newOrderId: () => `E${wall()}${state.nextId().slice(-10)}`,
    newCaseId: () => `${wall()}${state.nextId().slice(-10)}`,
    register: (app) => {
      new Doors('youzan', faults, ledger).open(app, doorsOf(tokens, operations, state));
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
