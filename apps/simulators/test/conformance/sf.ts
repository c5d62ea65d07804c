import type { RawCallback } from '@cartrail/carriers';
import type { Opened, SimulatedVendor } from './vendor.js';

const account = {
  partnerId: 'SAMPLESF',
  checkWord: 'sample-sf-check-word',
  monthlyCard: '7551234567',
};

/** Nothing is signed. Routes come as XML here: what is put together anew is in their JSON form. */
function open({ body }: RawCallback): Opened {
  const text = body.toString();
  if (text.startsWith('<')) return unsigned(routesIn(text));
  const content = new URLSearchParams(text).get('content');
  if (content === null) return unsigned(text);
  return unsigned(content, (fee) => new URLSearchParams({ content: fee }).toString());
}

const asIs = (content: string): string => content;

const unsigned = (content: string, asSent = asIs): Opened => ({
  content,
  seal: (other, sealing) => {
    if (sealing === 'unsigned' || sealing === 'twice') return undefined;
    const inJson = asSent === asIs ? other : JSON.stringify({ content: other });
    return { headers: {}, body: Buffer.from(sealing === 'json' ? inJson : asSent(other)) };
  },
});

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
  pushes: { open, subscribes: 'moved', list: 'WaybillRoute' },
  couriers: {
    quotes: ['SF', 'ZTO'],
    knowsAgain: true,
    withoutNumber: { plan: 'rejects' },
    pushes: {
      step: { status: '已派单' },
      fee: { tag: 'fee' },
      plain: 'fee',
      code: 'orderStateDesc',
      amount: 'feeAmt',
      empty: ['orderStateDesc', 'empPhone'],
      inner: 'content',
    },
  },
};
