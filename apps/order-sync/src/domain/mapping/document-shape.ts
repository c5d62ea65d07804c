import { kindOf, list, object, one, record, shaped, text, whole, type Check, type Members } from './check.js';
import { actionNames } from './document.js';
import { limits } from './limits.js';
import { answers, auth, call, name, paginator, path, proof, rule, timeFormat } from './shapes.js';
import { quoted } from './trouble.js';
import { targets, type TargetGroup } from './targets.js';

const baseUrl: Check = text(300, (value) => {
  if (!URL.canParse(value)) return 'must be an address like https://mall.example.com/api';
  const url = new URL(value);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://';
  if (url.username !== '' || url.password !== '')
    return 'must not carry credentials: those are the application’s';
  return url.search !== '' || url.hash !== '' ? 'must end before ? and #' : undefined;
});

const listMembers: Members = {
  call,
  paginator,
  list: path,
  maxSpanMinutes: whole(1, 366 * 24 * 60),
  maxAgeDays: whole(1, 3_660),
};
const signs = kindOf('kind', { whole: [{}], sign: [{ id: path }, { updatedAt: rule }] });
const onlySigns = kindOf('kind', { sign: [{ id: path }, { updatedAt: rule }] });
const detail = object({ call, item: path });

const push = object(
  {
    proof,
    orderId: path,
    acknowledgement: object({
      status: one([200, 201, 202, 204]),
      type: one(['application/json', 'text/plain']),
      body: text(1_000),
    }),
  },
  { list: path, afterSaleId: path, shopId: path, key: list(path, 1, 5) },
);

const sources = object(
  {
    orders: object(
      {},
      {
        changed: object({ ...listMembers, rows: signs }),
        created: object({ ...listMembers, rows: signs }),
        detail,
      },
    ),
  },
  { push, afterSales: object({ detail }, { changed: object({ ...listMembers, rows: onlySigns }) }) },
);

/** The rules of one part, by the names of our fields. */
function rules(group: TargetGroup): Check {
  const all = targets[group].map((target) => target.name);
  const wanted = targets[group].flatMap((target) => ('required' in target ? [target.name] : []));
  const of = (names: readonly string[]): Members => Object.fromEntries(names.map((field) => [field, rule]));
  return object(of(wanted), of(all.filter((field) => !wanted.includes(field))));
}

const rows = (group: TargetGroup, optional: Members = {}): Check =>
  object({ from: path, fields: rules(group) }, optional);

const maps = record(
  name,
  object({
    entries: record(text(200), text(200), limits.mapEntries),
    otherwise: one(['error', 'raw']),
  }),
  limits.maps,
);

const caseCall = object({ call }, { at: list(text(40), 1, 20) });

const actions = object(
  {},
  {
    ...Object.fromEntries(actionNames.map((action) => [action, caseCall])),
    ship: object({ call }),
    companies: record(shaped(/^[A-Z0-9]{2,20}$/, 'one of our carrier codes'), text(60), limits.mapEntries),
  },
);

/** The form of a document; what its parts mean to each other is checked after it. */
export const documentShape: Check = object(
  {
    format: (value, at, report) => {
      if (value !== 1)
        report(at, `must be 1: no other form of document is known, ${quoted(String(value))} neither`);
    },
    name: text(80),
    connection: object({ baseUrl, auth, time: timeFormat }, { answers }),
    sources,
    order: object(
      { fields: rules('order'), lines: rows('orderLine') },
      { parcels: rows('parcel', { lines: rows('parcelLine') }) },
    ),
  },
  {
    maps,
    afterSale: object({ fields: rules('afterSale') }, { lines: rows('afterSaleLine') }),
    actions,
  },
);
