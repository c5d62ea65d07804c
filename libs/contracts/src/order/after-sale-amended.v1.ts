import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { AfterSaleAsk } from './after-sale.parts.js';

export class AfterSaleAmendedData extends AfterSaleAsk {}

export const AfterSaleAmended = defineEvent({
  type: 'cn.cartrail.order.after-sale.amended.v1',
  topic: topics.afterSaleEvents,
  aggregate: 'after-sale',
  data: AfterSaleAmendedData,
  when: 'The case asks for something else, was refused or taken to the platform, or its deadline moved.',
  minor: 1,
});
