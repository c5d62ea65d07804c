import type { PlatformId } from '../domain/platform.js';
import * as douyin from '../outbound/platforms/douyin/signature.js';
import * as kuaishou from '../outbound/platforms/kuaishou/signature.js';
import * as pinduoduo from '../outbound/platforms/pinduoduo/signature.js';
import * as taobao from '../outbound/platforms/taobao/signature.js';
import * as wechat from '../outbound/platforms/wechat/signature.js';
import * as xiaohongshu from '../outbound/platforms/xiaohongshu/signature.js';
import * as youzan from '../outbound/platforms/youzan/signature.js';
import { Unusable } from './answer.js';
import type { Described } from './described.js';

/** Of the text's UTF-8 bytes; an HMAC has the same secret for its key. */
export type How =
  | 'md5 hex'
  | 'md5 HEX'
  | 'md5 hex base64'
  | 'sha1 hex'
  | 'hmac-md5 HEX'
  | `hmac-sha256 ${'hex' | 'HEX' | 'base64'}`;

export interface Signed {
  /** What is signed, with the secret by its name: `<appSecret>`. */
  readonly text: string;
  /** The name of the secret. */
  readonly secret: string;
  readonly how: How;
  readonly signature: string;
}

export const things = ['call', 'push', 'channel'] as const;
export type Thing = (typeof things)[number];

type Signer = (described: Described) => Signed;

const byName = (fields: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
const glued = (fields: Readonly<Record<string, string>>): string =>
  byName(fields)
    .filter(([name]) => name !== 'sign')
    .map(([name, value]) => name + value)
    .join('');
const joined = (fields: Readonly<Record<string, string>>): string =>
  byName(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
const between = (text: string): string => `<appSecret>${text}<appSecret>`;

function oneOf<T extends string>(given: string, allowed: readonly T[], what: string): T {
  const found = allowed.find((one) => one === given);
  if (found === undefined) throw new Unusable(`${what} is ${given}; it has to be ${allowed.join(' or ')}`);
  return found;
}

const douyinApp = (from: Described): douyin.DouyinApp => ({
  appKey: from.credential('appKey'),
  appSecret: from.credential('appSecret'),
});

const douyinCall: Signer = (from) => {
  const app = douyinApp(from);
  const how = oneOf(from.optional('sign_method') ?? 'hmac-sha256', ['md5', 'hmac-sha256'], 'sign_method');
  const [method, paramJson, timestamp] = [
    from.text('method'),
    from.text('param_json'),
    from.text('timestamp'),
  ];
  const fields = { app_key: app.appKey, method, param_json: paramJson, timestamp, v: '2' };
  const signature = douyin.signCall(app, { method, paramJson, timestamp }, how);
  return { text: between(glued(fields)), secret: 'appSecret', how: `${how} hex`, signature };
};

const douyinPush: Signer = (from) => {
  const [app, body] = [douyinApp(from), from.text('body')];
  const signature = douyin.eventSign(app, Buffer.from(body));
  return { text: `${app.appKey}${body}<appSecret>`, secret: 'appSecret', how: 'md5 hex', signature };
};

const kuaishouCall: Signer = (from) => {
  const fields = from.texts('fields');
  const method = oneOf(fields['signMethod'] ?? '', ['MD5', 'HMAC_SHA256'], 'fields.signMethod');
  return {
    text: `${joined(fields)}&signSecret=<signSecret>`,
    secret: 'signSecret',
    how: method === 'MD5' ? 'md5 hex' : 'hmac-sha256 base64',
    signature: kuaishou.signCall(from.credential('signSecret'), fields),
  };
};

/** With `encrypt` it is `msg_signature`, of a sealed push; without, `signature`. */
const wechatPush: Signer = (from) => {
  const token = from.credential('token');
  const encrypt = from.optional('encrypt');
  const parts = [from.text('timestamp'), from.text('nonce'), ...(encrypt === undefined ? [] : [encrypt])];
  const text = [...parts, token]
    .sort()
    .map((part) => (part === token ? '<token>' : part))
    .join('');
  return { text, secret: 'token', how: 'sha1 hex', signature: wechat.signatureOf(token, ...parts) };
};

const youzanPush: Signer = (from) => {
  const [clientId, clientSecret] = [from.credential('clientId'), from.credential('clientSecret')];
  const msg = from.text('msg');
  const signature = youzan.pushSign({ clientId, clientSecret }, msg);
  return { text: `${clientId}${msg}<clientSecret>`, secret: 'clientSecret', how: 'md5 hex', signature };
};

const topApp = (from: Described): taobao.TopApp => ({
  appKey: from.credential('appKey'),
  appSecret: from.credential('appSecret'),
});
const topHows = { md5: 'md5 HEX', hmac: 'hmac-md5 HEX', 'hmac-sha256': 'hmac-sha256 HEX' } as const;

const taobaoCall: Signer = (from) => {
  const params = from.texts('params');
  const method = oneOf(params['sign_method'] ?? '', taobao.signMethods, 'params.sign_method');
  const text = glued(params);
  return {
    text: method === 'md5' ? between(text) : text,
    secret: 'appSecret',
    how: topHows[method],
    signature: taobao.signCall(topApp(from), params, method),
  };
};

const taobaoChannel: Signer = (from) => {
  const [app, group_name, timestamp] = [topApp(from), from.text('group_name'), from.text('timestamp')];
  const text = between(glued({ app_key: app.appKey, group_name, timestamp }));
  const signature = taobao.signConnect(app, group_name, timestamp);
  return { text, secret: 'appSecret', how: 'md5 HEX', signature };
};

const redApp = (from: Described): xiaohongshu.XiaohongshuApp => ({
  appId: from.credential('appId'),
  appSecret: from.credential('appSecret'),
});

const xiaohongshuCall: Signer = (from) => {
  const [app, method, timestamp] = [redApp(from), from.text('method'), from.text('timestamp')];
  const fields = joined({ appId: app.appId, timestamp, version: xiaohongshu.VERSION });
  const signature = xiaohongshu.signCall(app, method, timestamp);
  return { text: `${method}?${fields}<appSecret>`, secret: 'appSecret', how: 'md5 hex', signature };
};

const xiaohongshuPush: Signer = (from) => {
  const [app, path, timestamp] = [redApp(from), from.text('path'), from.text('timestamp')];
  const query = new URLSearchParams(from.optional('query') ?? '');
  const fields = joined({ ...Object.fromEntries(query), 'app-key': app.appId, timestamp });
  const signature = xiaohongshu.signPush(app, { path, query, timestamp });
  return { text: `${path}?${fields}<appSecret>`, secret: 'appSecret', how: 'md5 hex', signature };
};

const pddApp = (from: Described): pinduoduo.PinduoduoApp => ({
  clientId: from.credential('clientId'),
  clientSecret: from.credential('clientSecret'),
});

const pinduoduoCall: Signer = (from) => {
  const fields = from.texts('fields');
  const unsigned = new Map(Object.entries(fields).filter(([name]) => name !== 'sign'));
  return {
    text: `<clientSecret>${glued(fields)}<clientSecret>`,
    secret: 'clientSecret',
    how: 'md5 HEX',
    signature: pinduoduo.signCall(pddApp(from), unsigned),
  };
};

const pinduoduoChannel: Signer = (from) => {
  const [app, ms] = [pddApp(from), from.text('ms')];
  const signature = pinduoduo.signChannel(app, Number(ms));
  return {
    text: `${app.clientId}${ms}<clientSecret>`,
    secret: 'clientSecret',
    how: 'md5 hex base64',
    signature,
  };
};

/** What each platform signs, by what it is. */
export const signers: Readonly<Partial<Record<PlatformId, Partial<Readonly<Record<Thing, Signer>>>>>> = {
  douyin: { call: douyinCall, push: douyinPush },
  kuaishou: { call: kuaishouCall },
  wechat: { push: wechatPush },
  youzan: { push: youzanPush },
  taobao: { call: taobaoCall, channel: taobaoChannel },
  xiaohongshu: { call: xiaohongshuCall, push: xiaohongshuPush },
  pinduoduo: { call: pinduoduoCall, channel: pinduoduoChannel },
};
