import type { CaseStatus } from '../after-sale.state.js';
import { pointerTo, type Report } from './check.js';
import { checkTimeRule } from './check-rules.js';
import {
  actionNames,
  credentialNames,
  type Auth,
  type Call,
  type JsonTemplate,
  type ListSource,
  type MappingDocument,
} from './document.js';
import type { Catalogue } from './steps.js';
import { parseTemplate, tokens, tokensOf, type CallKind } from './template.js';

/** What the calls, the push and the actions need of each other. */
export function checkCalls(document: MappingDocument, catalogue: Catalogue, report: Report): void {
  const { sources, connection } = document;
  checkAuth(connection.auth, report);
  const check = (call: Call, kind: CallKind, at: string): void => {
    checkTokens(call, kind, at, report);
    checkPreset(connection.auth, call, at, report);
  };
  const list = (source: ListSource | undefined, at: string): void => {
    if (!source) return;
    check(source.call, 'list', `${at}/call`);
    checkList(source, at, report);
    if (source.rows.kind === 'sign' && source.rows.updatedAt)
      checkTimeRule(source.rows.updatedAt, `${at}/rows/updatedAt`, { document, catalogue, report });
  };
  const { orders, afterSales } = sources;
  list(orders.changed, '/sources/orders/changed');
  list(orders.created, '/sources/orders/created');
  list(afterSales?.changed, '/sources/afterSales/changed');
  if (orders.detail) check(orders.detail.call, 'order', '/sources/orders/detail/call');
  if (afterSales) check(afterSales.detail.call, 'afterSale', '/sources/afterSales/detail/call');
  checkSources(document, report);
  checkActions(document, catalogue, check, report);
}

function checkSources({ sources, afterSale }: MappingDocument, report: Report): void {
  const { orders, afterSales, push } = sources;
  if (!orders.changed && !push)
    report('/sources', 'must have "push", or "changed" under orders: else no order ever comes');
  const isSign = [orders.changed, orders.created].some((list) => list?.rows.kind === 'sign');
  if (!orders.detail && (push || isSign))
    report(
      '/sources/orders',
      'must have "detail": a push and a row that is only a sign tell just which order to ask for',
    );
  if (push?.afterSaleId !== undefined && !afterSales)
    report('/sources/push/afterSaleId', 'needs "afterSales" with a detail to ask the case with');
  if (afterSales && !afterSale) report('', 'must have "afterSale" with its fields: the sources bring cases');
  if (afterSale && !afterSales)
    report('/sources', 'must have "afterSales": there are fields of a case and no source of one');
  const proof = push?.proof;
  if (proof?.kind === 'hmac' && proof.signed === 'timestamp.body' && proof.timestampHeader === undefined)
    report('/sources/push/proof', 'must have "timestampHeader": the time is signed');
}

function checkList({ call, paginator }: ListSource, at: string, report: Report): void {
  const used = new Set(tokensOfCall(call));
  const needs = (token: string, why: string): void => {
    if (!used.has(token)) report(`${at}/call`, `must send {{${token}}}: ${why}`);
  };
  needs('window.start', 'a list is asked for a span of time');
  needs('window.end', 'a list is asked for a span of time');
  if (paginator.kind === 'page') needs('page', 'else every page is the first');
  if (paginator.kind === 'cursor') needs('cursor', 'else every page is the first');
  if (paginator.kind === 'page' && paginator.lastFirst && paginator.total === undefined)
    report(`${at}/paginator`, 'must have "total" to know which page is the last');
}

function* textsOf(template: JsonTemplate, at: string): Generator<readonly [string, string]> {
  if (typeof template === 'string') yield [template, at];
  else if (template !== null && typeof template === 'object')
    for (const [key, entry] of Object.entries(template)) yield* textsOf(entry, pointerTo(at, key));
}

const tokensOfCall = ({ path, params }: Call): readonly string[] =>
  [path, ...[...textsOf(params, '')].map(([text]) => text)].flatMap(tokensOf);

function checkTokens(call: Call, kind: CallKind, at: string, report: Report): void {
  const allowed: readonly string[] = tokens[kind];
  for (const [text, pointer] of [
    [call.path, `${at}/path`] as const,
    ...textsOf(call.params, `${at}/params`),
  ]) {
    const parsed = parseTemplate(text);
    if ('problem' in parsed) report(pointer, parsed.problem);
    for (const token of tokensOf(text))
      if (!allowed.includes(token))
        report(pointer, `has no {{${token}}} here: use one of ${allowed.join(', ')}`);
  }
  if (call.method === 'GET' && call.in !== 'query') report(`${at}/in`, 'must be query: a GET has no body');
  if (/(^|\/)\.\.?(\/|$)/.test(call.path)) report(`${at}/path`, 'must not have . or .. as a part');
}

const authTokens: readonly string[] = ['now', ...credentialNames.map((name) => `credential.${name}`)];

function checkAuth(auth: Auth, report: Report): void {
  const at = '/connection/auth';
  if (auth.kind === 'body-hmac' && auth.signed === 'timestamp.body' && auth.timestampHeader === undefined)
    report(at, 'must have "timestampHeader": the time is signed');
  if (auth.kind !== 'sorted-md5') return;
  for (const [name, text] of Object.entries(auth.params)) {
    const parsed = parseTemplate(text);
    if ('problem' in parsed) report(pointerTo(`${at}/params`, name), parsed.problem);
    for (const token of tokensOf(text))
      if (!authTokens.includes(token))
        report(
          pointerTo(`${at}/params`, name),
          `has no {{${token}}} here: use one of ${authTokens.join(', ')}`,
        );
  }
}

/** A preset that signs a method or a kind of body needs the call to have it. */
function checkPreset(auth: Auth, call: Call, at: string, report: Report): void {
  const signsMethod = auth.kind === 'top' || auth.kind === 'douyin' || auth.kind === 'kuaishou';
  if (signsMethod && call.apiMethod === undefined) report(at, `must have "apiMethod": ${auth.kind} signs it`);
  if (auth.kind === 'douyin' && (call.method !== 'POST' || call.in !== 'json'))
    report(at, 'must be a POST with "in": "json": douyin signs the JSON text');
  if (auth.kind === 'kuaishou' && (call.in === 'json' || call.wrapIn !== undefined))
    report(at, 'must have "in": "form" or "query", and no "wrapIn": kuaishou sends all of it as param');
  const isSorted = auth.kind === 'top' || auth.kind === 'sorted-md5';
  if (isSorted && call.in === 'json')
    report(`${at}/in`, `must be form or query: ${auth.kind} signs parameters`);
}

/** Where a case can be for us; several words of a mapping lead to the same. */
const stages: readonly string[] = [
  'requested',
  'awaiting_return',
  'return_shipped',
  'refunded',
  'rejected',
  'in_dispute',
  'refund_failed',
  'reship',
  'completed',
  'closed',
] satisfies readonly CaseStatus[];

function checkActions(
  { actions = {} }: MappingDocument,
  catalogue: Catalogue,
  check: (call: Call, kind: CallKind, at: string) => void,
  report: Report,
): void {
  const needsCompanies: string[] = [];
  for (const name of [...actionNames, 'ship'] as const) {
    const action = actions[name];
    if (!action) continue;
    check(action.call, name, `/actions/${name}/call`);
    if (tokensOfCall(action.call).includes('parcel.company')) needsCompanies.push(name);
    const at = 'at' in action ? action.at : undefined;
    for (const [index, word] of (at ?? []).entries())
      if (!stages.includes(word))
        report(`/actions/${name}/at/${index}`, `must be one of ${stages.join(', ')}`);
  }
  if (needsCompanies.length > 0 && !actions.companies)
    report(
      '/actions',
      `must have "companies", our carrier codes and theirs: ${needsCompanies.join(', ')} sends {{parcel.company}}`,
    );
  for (const code of Object.keys(actions.companies ?? {}))
    if (!catalogue.has(code)) report(pointerTo('/actions/companies', code), 'is none of our carrier codes');
}
