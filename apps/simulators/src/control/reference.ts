import { merchantActs } from '../after-sales/merchant.js';
import { buyerPlans } from '../state/after-sale.model.js';
import { courierPlans } from '../state/booking.model.js';
import { faultNames, planNames } from '../state/model.js';
import type { Platform } from '../platforms/platform.js';
import type { Vendor } from '../vendors/vendor.js';

const rows: readonly (readonly [string, string])[] = [
  [
    'PUT /control/targets',
    'where pushes go: {douyinPushUrl, kdniaoPushUrl}; saving the first posts the test message',
  ],
  [
    'PUT /control/shops',
    '{shopId, name?, platform?, appKey?, appSecret?, originRegion?}; answers the address book, too',
  ],
  [
    'PUT /control/receivers/:name',
    '{secret, behave: ok|500|slow|dead|410, slowMs}; posts go to /receiver/:name',
  ],
  ['PUT /control/robots/:name', '{behave: ok|500|slow|dead|limited, slowMs}; posts go to /robot/:name'],
  ['POST /control/tokens/expire', '{shopId, refreshToo?}'],
  ['POST /control/tokens/revoke', '{shopId}: the merchant takes his consent back'],
  [
    'POST /control/tokens/consent',
    '{shopId}: he gives it (again); answers the code an application redeems once',
  ],
  ['GET /control/catalogue', 'articles, anchors, carriers and cities that are known'],
  ['POST /control/orders', '{shopId, orders: [{ref?, lines, anchor?, address?, buyer?, faults?, pay?}]}'],
  ['GET /control/orders/:id', 'the truth about an order, with the ids of its after-sale cases'],
  ['POST /control/orders/:id/pay | cancel | finish', '{}'],
  ['POST /control/orders/:id/ship', '{parcels: [{carrier?, lines?, plan?, faults?, number?}]}'],
  ['POST /control/orders/:id/address', '{name?, phone?, region?, detail?}'],
  ['POST /control/orders/:id/replace-number', '{old, carrier?, plan?, faults?}'],
  [
    'GET /control/parcels/:number',
    'the truth about a parcel: every scan that is due, the alerts it deserves',
  ],
  [
    'POST /control/orders/:id/after-sales',
    '{type: 0|1|2|3, lines: [{platformLineId, quantity}], reasonCode, refundAmountFen?, plan?, parcelPlan?, faults?}',
  ],
  ['GET /control/after-sales/:id', 'the truth about a case: its states, calls, refunds, reports, parcel'],
  [
    'POST /control/after-sales/:id/ship',
    '{number?, carrier?, plan?, faults?}: the buyer sends the goods himself',
  ],
  ['POST /control/after-sales/:id/amend', '{lines?, reasonCode?, refundAmountFen?}'],
  [
    'POST /control/after-sales/:id/merchant',
    '{act, addressId?, opTime?, trackingNo?, parcel?}: the merchant does it by hand, on any platform',
  ],
  ['POST /control/after-sales/:id/cancel | escalate | confirm', '{}: the buyer (confirm: has the new goods)'],
  ['POST /control/after-sales/:id/refuse', '{}: a person says no in the merchant’s console'],
  ['POST /control/after-sales/:id/decide', '{winner: buyer|merchant}: the platform ends the dispute'],
  [
    'GET, PUT /control/courier-plans',
    '{phone | reference, plan} or {default: plan}; parcelPlan? and faults? of the parcel',
  ],
  ['GET /control/photo?side=16', 'a picture nobody has taken before (PNG), as a warehouse sends it'],
  ['GET /control/bookings?reference=&phone=', 'one row per courier really ordered: states, callbacks, fees'],
  [
    'GET /control/ledger?kind=',
    'orders, parcels, after-sales, bookings, pushes, requests, robot, receiver, clock; since, limit',
  ],
  [
    'GET, POST, DELETE /control/faults',
    '{target, name, times?, share?, forMs?}: an order, a case, a parcel, a booking (task, reference or phone of the sender), a shop, a platform, a vendor or a path',
  ],
  ['POST /control/settle', '{timeoutMs?}: answers once every due push is sent'],
  ['GET, POST /control/bursts', '{shopId, perSecond, orders, ship?}: a promotion’s orders'],
  [
    'POST /control/history',
    '{shopId, orders, fromDaysAgo, toDaysAgo}: what a shop sold in the past, received, and told nobody',
  ],
  ['GET, POST /control/flow', '{running, perMinute?, shopId?}: the live flow'],
  ['GET /control/status', 'counts, clock, connected streams'],
  ['GET /clock, GET /clock/stream, POST /clock/acks, POST /clock/advance', 'the movable clock'],
];

const lists: readonly (readonly [string, readonly string[]])[] = [
  ['Acts of a merchant', merchantActs],
  ['Plans of a parcel', planNames],
  ['Plans of a buyer', buyerPlans],
  ['Plans of a courier', courierPlans],
  ['Faults', faultNames],
];

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const accountRow = ({ id, accounts }: Vendor): readonly [string, string] => [
  `PUT /control/${id}-accounts`,
  accounts.what,
];
const appRow = ({ id, apps }: Platform): readonly [string, string] => [`PUT /control/${id}-apps`, apps.what];
const door = ({ id, label }: Platform | Vendor): string => `${label} under <code>/${id}</code>`;

/** The control API on one page. */
export const reference = (
  platforms: readonly Platform[],
  vendors: readonly Vendor[],
): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Simulators</title>
<style>body{font:15px/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}td{padding:.3rem 1rem .3rem 0;vertical-align:top}
code{white-space:nowrap}</style></head><body>
<h1>Simulators</h1>
<p>${[...platforms, ...vendors].map(door).join(', ')}, group robots under <code>/robot</code>, webhook
receivers under <code>/receiver</code>: the vendors' wire protocols on a clock that can be moved forward.</p>
<table>${[...rows, ...platforms.map(appRow), ...vendors.map(accountRow)].map(([call, what]) => `<tr><td><code>${escape(call)}</code></td><td>${escape(what)}</td></tr>`).join('\n')}</table>
${lists.map(([what, names]) => `<p>${what}: ${names.join(', ')}.</p>`).join('\n')}
</body></html>
`;
