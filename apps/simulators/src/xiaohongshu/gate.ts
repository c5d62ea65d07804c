import { machineClock, MINUTE, SECOND, type Clock, type Instant } from '@cartrail/kernel';
import { parse } from 'lossless-json';
import { same } from '../same.js';
import type { Shop } from '../state/model.js';
import type { Answer, Call, Door, Incoming } from '../vendors/door.js';
import { Fields } from '../vendors/fields.js';
import { failure, refused } from './answers.js';
import type { App, XiaohongshuApps } from './apps.js';
import { signRequest } from './sign.js';
import type { Tokens } from './tokens.js';

const TOLERANCE = 10 * MINUTE;

/** What one method does. */
export interface Operation {
  readonly writes?: boolean;
  run(shop: Shop, fields: Fields, app: App): Answer;
}

/** The names of orders and cases a call is about. */
export type Subject = (fields: Fields) => Readonly<Record<string, readonly string[]>>;

/** One address for every call: its method, its signature and what it wants stand side by side in the body. */
export class Gate implements Door {
  readonly path = '/xiaohongshu/ark/open_api/v3/common_controller';

  constructor(
    private readonly apps: XiaohongshuApps,
    private readonly clock: Clock,
    private readonly tokens: Tokens,
    private readonly operations: ReadonlyMap<string, Operation>,
    private readonly subject: Subject,
  ) {}

  throttled(): Answer {
    return failure('throttled', '请求过于频繁');
  }

  admit({ text }: Incoming): Call {
    const fields = read(text);
    const app = this.check(fields);
    const method = fields.text('method');
    if (method === 'oauth.getAccessToken')
      return this.token(method, () => this.tokens.grant(app.appId, fields));
    if (method === 'oauth.refreshToken')
      return this.token(method, () => this.tokens.refresh(app.appId, fields));
    const operation = this.operations.get(method);
    if (!operation) throw refused('method', '接口不存在');
    const shop = this.tokens.shopOf(app.appId, fields.text('accessToken'));
    return {
      method,
      about: { shopId: shop.shopId, ...this.subject(fields) },
      writes: operation.writes ?? false,
      run: () => operation.run(shop, fields, app),
    };
  }

  private token(method: string, run: () => object): Call {
    return {
      method,
      about: {},
      run: () => ({ code: '0', body: { error_code: 0, success: true, data: run() } }),
    };
  }

  private check(fields: Fields): App {
    const [method, appId] = [fields.text('method'), fields.text('appId')];
    const [timestamp, version] = [fields.text('timestamp'), fields.text('version')];
    const app = this.apps.get(appId);
    if (!app) throw refused('app', '应用不存在');
    if (version !== '2.0') throw refused('parameter', 'version不正确');
    const expected = signRequest(app.appSecret, { method, appId, timestamp, version });
    if (!same(fields.text('sign'), expected)) throw refused('sign', '签名错误');
    this.checkTime(timestamp);
    return app;
  }

  /** By the simulated clock or the machine's, as at the other platforms. How much the platform allows is not documented. */
  private checkTime(timestamp: string): void {
    const at = /^\d{10}$/.test(timestamp) ? Number(timestamp) * SECOND : 0;
    const near = (now: Instant): boolean => Math.abs(at - now) <= TOLERANCE;
    if (!near(this.clock.now()) && !near(machineClock.now())) throw refused('time', 'timestamp超出范围');
  }
}

/** Numbers keep their digits, and a truth value is a text like any other. */
function read(text: string): Fields {
  try {
    const reviver = (_key: string, value: unknown): unknown =>
      typeof value === 'boolean' ? String(value) : value;
    const fields = Fields.of(parse(text, reviver, { parseNumber: (digits) => digits }));
    if (fields) return fields;
  } catch {
    throw refused('parameter', '请求不是合法的JSON');
  }
  throw refused('parameter', '请求必须是JSON对象');
}

/** A whole number of the call, within what the platform takes. */
export function whole(fields: Fields, name: string, min: number, max: number, fallback?: number): number {
  const text = fields.text(name);
  if (text === '' && fallback !== undefined) return fallback;
  const value = Number(text);
  if (!/^\d{1,15}$/.test(text) || value < min || value > max) throw refused('parameter', `${name}不正确`);
  return value;
}
