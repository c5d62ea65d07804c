import type { RawCallback } from '@cartrail/carriers';
import { bare, inForm, unsigned } from './envelope.js';
import type { Opened, SimulatedVendor } from './vendor.js';

const account = {
  partnerId: 'SAMPLESF',
  checkWord: 'sample-sf-check-word',
  monthlyCard: '7551234567',
};

const fee = inForm({ field: 'content' });

/** Routes come as XML here: what is put together anew is in their JSON form. Nothing is signed. */
function open(push: RawCallback): Opened {
  const text = push.body.toString();
  if (text.startsWith('<')) return unsigned(routesIn(text), {});
  return text.startsWith('[') ? bare(push) : fee(push);
}

const routesIn = (xml: string): string => {
  const attributesOf = (element: string): unknown =>
    Object.fromEntries([...element.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
  const WaybillRoute = [...xml.matchAll(/<WaybillRoute [^>]*>/g)].map(([element]) => attributesOf(element));
  return JSON.stringify({ Body: { WaybillRoute } });
};

export const sf: SimulatedVendor = {
  provider: 'sf',
  carrier: 'SF',
  settings: () => ({ ...account, orderStates: '已派单=accepted' }),
  account: (pushUrl) => ({ ...account, pushUrl, routeFormat: 'xml' }),
  refused: { checkWord: 'changed-meanwhile' },
  intercepts: true,
  pushes: { open, subscribes: 'moved', list: 'WaybillRoute', people: { words: 'remark' } },
  couriers: {
    quotes: ['SF', 'ZTO'],
    knowsAgain: true,
    // A place that nobody serves is refused by a number.
    refusesInWords: { cargo: '易燃物' },
    withoutNumber: { plan: 'rejects' },
    pushes: {
      step: { status: '已派单' },
      fee: { tag: 'fee' },
      plain: 'fee',
      code: 'orderStateDesc',
      people: { phone: 'empPhone' },
      amount: 'feeAmt',
      empty: ['orderStateDesc', 'empPhone'],
      inner: 'content',
    },
  },
};
