import type { MakePlatform, PlatformSurroundings } from '../platforms/surroundings.js';
import { Doors } from '../vendors/door.js';
import { sample, WeChatApps } from './apps.js';
import { companies } from './carriers.js';
import { CaseActions } from './case-actions.js';
import { CaseApi } from './case-api.js';
import { doorsOf, type Operation } from './doors.js';
import { OrderApi } from './order-api.js';
import { WeChatPushes } from './pushes.js';
import { StableTokens } from './tokens.js';
import { UrlCheck } from './url-check.js';

/** 微信小店, its calls and its pushes. */
export const wechat: MakePlatform = (world) => {
  const { state, clock, deliveries, faults, ledger, shopTokens } = world;
  const check = new UrlCheck(clock, ledger);
  const apps = new WeChatApps(state, (app) => {
    void check.check(app);
  });
  const pushes = new WeChatPushes(apps, clock, deliveries);
  const tokens = new StableTokens(state, shopTokens, apps);
  return {
    id: 'wechat',
    label: 'WeChat shop',
    apps,
    sampleShop: { shopId: sample.appId, name: '演示微信小店', appKey: sample.appId },
    register: (app) => {
      new Doors('wechat', faults, ledger).open(app, doorsOf(state, tokens, operationsOf(world)));
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

function operationsOf(world: PlatformSurroundings): Readonly<Record<string, Operation>> {
  const { state, clock, cases, merchant, faults } = world;
  const orders = new OrderApi(state, world.orders);
  const afterSales = new CaseApi(state, clock);
  const actions = new CaseActions(state, clock, cases, merchant, faults);
  return {
    'order/list/get': { run: (shop, fields) => orders.list(shop, fields) },
    'order/get': { run: (shop, fields) => orders.get(shop, fields) },
    'order/sensitiveinfo/decode': { run: (shop, fields) => orders.decode(shop, fields) },
    'order/delivery/send': { run: (shop, fields) => orders.send(shop, fields), writes: true },
    'order/deliverycompanylist/get': { run: () => ({ company_list: companies() }) },
    'aftersale/getaftersalelist': { run: (shop, fields) => afterSales.list(shop, fields) },
    'aftersale/getaftersaleorder': { run: (shop, fields) => afterSales.get(shop, fields) },
    'aftersale/getcomplaintorder': { run: (shop, fields) => afterSales.complaint(shop, fields) },
    'aftersale/acceptapply': { run: (shop, fields) => actions.accept(shop, fields), writes: true },
    'aftersale/rejectapply': { run: (shop, fields) => actions.reject(shop, fields), writes: true },
  };
}
