import type { MakePlatform, PlatformSurroundings } from '../platforms/surroundings.js';
import { Doors } from '../vendors/door.js';
import { success } from './answers.js';
import { demo, XiaohongshuApps } from './apps.js';
import { CaseApi } from './case-api.js';
import { Gate, type Operation, type Subject } from './gate.js';
import { OrderApi } from './order-api.js';
import { Pushes } from './pushes.js';
import { Tokens } from './tokens.js';

/** 小红书, its gateway and its pushes. */
export const xiaohongshu: MakePlatform = (world) => {
  const { state, clock, faults, ledger, deliveries, shopTokens } = world;
  const apps = new XiaohongshuApps(state);
  const tokens = new Tokens(state, shopTokens);
  const gate = new Gate(apps, clock, tokens, operationsOf(world), subjectIn(world));
  const pushes = new Pushes(apps, tokens, clock, deliveries);
  return {
    id: 'xiaohongshu',
    label: 'Xiaohongshu',
    apps,
    sampleShop: { shopId: '6500000000000000000000a1', name: '小红书演示店', appKey: demo.appId },
    newOrderId: () => `P${state.nextId().slice(1)}`,
    newCaseId: () => `R${state.nextId().slice(1)}`,
    register: (app) => {
      new Doors('xiaohongshu', faults, ledger).open(app, [gate]);
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

function operationsOf(world: PlatformSurroundings): ReadonlyMap<string, Operation> {
  const orders = new OrderApi(world);
  const cases = new CaseApi(world);
  return new Map<string, Operation>([
    ['order.getOrderList', { run: (shop, fields) => success(orders.list(shop, fields)) }],
    ['order.getOrderDetail', { run: (shop, fields) => success(orders.detail(shop, fields)) }],
    [
      'order.getOrderReceiverInfo',
      { run: (shop, fields, app) => success(orders.receivers(shop, fields, app)) },
    ],
    ['order.orderDeliver', { writes: true, run: (shop, fields) => success(orders.deliver(shop, fields)) }],
    ['data.batchDecrypt', { run: (shop, fields, app) => success(orders.decrypt(shop, fields, app)) }],
    ['afterSale.listAfterSaleInfos', { run: (shop, fields) => success(cases.list(shop, fields), true) }],
    ['afterSale.getAfterSaleInfo', { run: (shop, fields) => success(cases.info(shop, fields), true) }],
    ['afterSale.auditReturns', { writes: true, run: (shop, fields) => success(cases.audit(shop, fields)) }],
    [
      'afterSale.confirmReceive',
      { writes: true, run: (shop, fields) => success(cases.receive(shop, fields)) },
    ],
  ]);
}

/** A case misbehaves by its own name and by that of its order. */
const subjectIn =
  ({ state }: PlatformSurroundings): Subject =>
  (fields) => {
    const afterSaleIds = [fields.text('returnsId')].filter((id) => id !== '');
    const queried = fields.list('receiverQueries').map((query) => query.text('orderId'));
    const ofCases = afterSaleIds.flatMap((id) => state.afterSales.get(id)?.orderId ?? []);
    const orderIds = [fields.text('orderId'), ...queried, ...ofCases].filter((id) => id !== '');
    return { orderIds: [...new Set(orderIds)], afterSaleIds };
  };
