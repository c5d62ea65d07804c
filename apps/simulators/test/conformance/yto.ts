import { isLosslessNumber, parse } from 'lossless-json';
import { HOUR } from '../returns.js';
import { inForm } from './envelope.js';
import type { SimulatedVendor } from './vendor.js';

const account = { openId: 'sampleYTO', customerCode: 'K00000001', secret: 'sample-yto-secret' };

const uses = ['query', 'subscribe', 'order', 'cancel', 'intercept'];
const keysOf = (use: string): readonly (readonly [string, string])[] => [
  [`${use}OpenId`, account.openId],
  [`${use}CustomerCode`, account.customerCode],
  [`${use}Secret`, account.secret],
];

/** Elements one below the other, without anything in them. */
const jsonOf = (xml: string): string =>
  JSON.stringify(
    Object.fromEntries([...xml.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name, text]) => [name, text])),
  );

/** What is no whole JSON becomes no whole XML. */
function xmlOf(json: string): string {
  try {
    const members = Object.entries(parse(json) as object).map(
      ([name, value]) => `<${name}>${textOf(value)}</${name}>`,
    );
    return `<UpdateInfo>${members.join('')}</UpdateInfo>`;
  } catch {
    return `<UpdateInfo>${json}<mailNo>`;
  }
}

const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(() => '<more/>').join('');
  return isLosslessNumber(value) ? value.toString() : String(value);
};

export const yto: SimulatedVendor = {
  provider: 'yto',
  carrier: 'YTO',
  settings: () => Object.fromEntries(uses.flatMap(keysOf)),
  account: (pushUrl) => ({ ...account, pushUrl }),
  refused: { secret: 'changed-meanwhile' },
  intercepts: true,
  // How its digest is made is inferred: nobody looks at it.
  pushes: {
    open: inForm({ field: 'logistics_interface', read: jsonOf, write: xmlOf }),
    people: { words: 'remark' },
  },
  couriers: {
    knowsAgain: true,
    // Its adapter reads no address of a place that nobody serves: a slot that ends before it begins.
    refuses: { slot: { from: HOUR, to: 0 } },
    pushes: {
      step: { status: 'ACCEPT' },
      code: 'infoContent',
      people: { name: 'empName', phone: 'contactInfo' },
      noParcel: 'mailNo',
      empty: ['mailNo', 'empName', 'contactInfo', 'bookingStartTime', 'bookingEndTime'],
    },
  },
};
