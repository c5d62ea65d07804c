import { flag, kindOf, list, object, one, record, scalar, shaped, text, whole, type Check } from './check.js';
import { failureKinds } from './document.js';
import { limits } from './limits.js';
import { parsePath } from './path.js';
import { parsePattern } from './pattern.js';
import { formatProblem, offsetOf } from './times.js';

export const path: Check = text(limits.pathChars, (value) => {
  const parsed = parsePath(value);
  return 'problem' in parsed ? parsed.problem : undefined;
});

export const name: Check = shaped(/^[A-Za-z_][\w.-]{0,59}$/, 'a name of letters, digits, _ . and -');
export const header: Check = shaped(/^[A-Za-z][A-Za-z0-9-]{0,59}$/, 'the name of an HTTP header');
const plainText = (max: number): Check =>
  text(max, (value) => (/[\r\n]/.test(value) ? 'must be one line' : undefined));

export const timeFormat: Check = kindOf('kind', {
  seconds: [{}],
  millis: [{}],
  iso: [{}],
  text: [
    {
      format: text(40, formatProblem),
      zone: text(20, (value) =>
        offsetOf(value) === undefined ? 'must be like +08:00, or Z, UTC or Asia/Shanghai' : undefined,
      ),
    },
  ],
});

export const test = { path, is: list(scalar, 1, 50) };

export const answers: Check = object(
  {},
  {
    good: object(test),
    failures: list(object({ ...test, kind: one(failureKinds) }), 1, 20),
    message: path,
  },
);

const hmac = {
  algorithm: one(['md5', 'sha1', 'sha256', 'sha512']),
  encoding: one(['hex', 'base64']),
  signed: one(['body', 'timestamp.body']),
};
const letters = one(['lower', 'upper']);

export const auth: Check = kindOf('kind', {
  none: [{}],
  header: [{ name: header }, { prefix: plainText(40) }],
  query: [{ name }],
  oauth2: [{ tokenPath: shaped(/^\/[\w./-]{0,199}$/, 'a path that begins with /') }],
  'body-hmac': [
    { header, ...hmac },
    { prefix: plainText(40), timestampHeader: header },
  ],
  'body-md5': [{ header, letters }],
  'sorted-md5': [
    {
      params: record(name, text(200), 20),
      pairs: one(['glued', 'ampersand']),
      secret: one(['before', 'after', 'around']),
      letters,
      as: name,
    },
    { glue: plainText(20) },
  ],
  top: [{ method: one(['md5', 'hmac', 'hmac-sha256']) }],
  douyin: [{ method: one(['md5', 'hmac-sha256']) }],
  kuaishou: [{ method: one(['MD5', 'HMAC_SHA256']) }],
});

export const proof: Check = kindOf('kind', {
  hmac: [
    { header, ...hmac },
    { prefix: plainText(40), timestampHeader: header, toleranceSeconds: whole(1, 86_400) },
  ],
  bearer: [{}],
});

/** A template, checked for its tokens later: which ones there are depends on the call. */
const json: Check = (value, at, report) => {
  nested(0)(value, at, report);
};

const nested =
  (depth: number): Check =>
  (value, at, report) => {
    if (depth > 6) report(at, 'must not be nested deeper than 6');
    else if (value === null || typeof value !== 'object') {
      if (value !== null) (typeof value === 'string' ? text(limits.textChars) : scalar)(value, at, report);
    } else if (Array.isArray(value)) list(nested(depth + 1), 0, 100)(value, at, report);
    else record(name, nested(depth + 1), limits.params)(value, at, report);
  };

export const call: Check = object(
  {
    method: one(['GET', 'POST', 'PUT']),
    path: shaped(/^\/[^\s?#\\]{0,300}$/, 'a path that begins with /, without ? and #'),
    in: one(['query', 'form', 'json']),
    params: record(name, json, limits.params),
  },
  { apiMethod: shaped(/^[\w.]{1,100}$/, 'a name like order.list'), wrapIn: name, answers },
);

export const paginator: Check = kindOf('kind', {
  none: [{}],
  page: [
    { first: one([0, 1]), size: whole(1, limits.values), maxRows: whole(1, 1_000_000) },
    { total: path, more: object(test), lastFirst: flag },
  ],
  cursor: [{ next: path }, { size: whole(1, limits.values), more: object(test) }],
});

const stepAt = (depth: number): Check => {
  const deeper: Check = (value, at, report) => {
    if (depth >= limits.chainDepth) report(at, `must not be nested deeper than ${limits.chainDepth}`);
    else list(stepAt(depth + 1), 1, limits.steps)(value, at, report);
  };
  return kindOf('do', {
    path: [{ path }],
    trim: [{}],
    upper: [{}],
    lower: [{}],
    number: [{}],
    yuanToFen: [{}],
    fen: [{}],
    firstNonEmpty: [{}],
    join: [{ with: plainText(20) }],
    split: [
      { at: text(20, (value) => (value === '' ? 'must not be empty' : undefined)) },
      { take: whole(-limits.values, limits.values) },
    ],
    extract: [
      {
        pattern: text(limits.patternChars, (value) => {
          const parsed = parsePattern(value);
          return 'problem' in parsed ? parsed.problem : undefined;
        }),
      },
    ],
    time: [{ format: timeFormat }],
    map: [{ map: name }],
    carrier: [{ by: one(['code', 'name']) }],
    mask: [{ start: whole(0, 20), end: whole(0, 20) }],
    each: [{ steps: deeper }],
    where: [test, { not: flag }],
    when: [{ all: list(object(test), 1, 5), then: scalar }, { otherwise: scalar }],
  });
};

export const rule: Check = object(
  {},
  {
    from: list(path, 1, limits.sources),
    constant: scalar,
    default: scalar,
    steps: list(stepAt(0), 1, limits.steps),
  },
);
