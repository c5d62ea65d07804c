import type { Clock } from '@cartrail/kernel';
import { PlatformFailure, type PlatformFailureKind } from '../../../application/ports.js';
import type { Answers, Call, JsonTemplate, MappingDocument } from '../../../domain/mapping/document.js';
import { holds, textAt } from '../../../domain/mapping/lists.js';
import { render, renderJson, renderParam, type TokenValues } from '../../../domain/mapping/template.js';
import { writeTime } from '../../../domain/mapping/times.js';
import { Trouble } from '../../../domain/mapping/trouble.js';
import { authenticate, credentialsOf, proveBody, type Signing } from './authenticate.js';
import { readJson } from './exact-json.js';
import type { HttpAnswer, HttpRequest, Send } from './http.js';
import type { Pairs } from './sign.js';

export interface ClientParts {
  readonly document: MappingDocument;
  readonly credentials: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly send: Send;
  readonly clock: Clock;
}

/** Calls as a document writes them, to its own address and nowhere else. */
export class MappedClient {
  private readonly signing: Signing;

  constructor(private readonly parts: ClientParts) {
    const { auth, time } = parts.document.connection;
    this.signing = { auth, time, ...credentialsOf(parts.credentials) };
  }

  /** A moment as the source wants to be told it. */
  moment(at: number): string {
    return writeTime(at, this.parts.document.connection.time);
  }

  /** The parsed answer of a call that went well. Throws {@link PlatformFailure}. */
  async call(call: Call, given: TokenValues, accessToken: string): Promise<unknown> {
    const answer = await this.parts.send(this.toRequest(call, given, accessToken), this.parts.timeoutMs);
    return this.judge(answer, { ...this.parts.document.connection.answers, ...call.answers });
  }

  /** What would be sent. */
  toRequest(call: Call, given: TokenValues, accessToken: string): HttpRequest {
    try {
      return this.build(call, given, accessToken);
    } catch (error) {
      if (error instanceof Trouble)
        throw new PlatformFailure('invalid', `the call ${call.path}: ${error.message}`);
      throw error;
    }
  }

  private build(call: Call, given: TokenValues, accessToken: string): HttpRequest {
    const now = this.parts.clock.now();
    const values = new Map([...given, ['now', this.moment(now)]]);
    const { auth } = this.signing;
    const json = renderJson(call.params, values, auth.kind === 'douyin');
    const unsigned = {
      apiMethod: call.apiMethod ?? '',
      json: call.in === 'json' && call.wrapIn !== undefined ? JSON.stringify({ [call.wrapIn]: json }) : json,
      pairs: call.in === 'json' ? [] : pairsOf(call, json, values),
    };
    const signed = authenticate(this.signing, unsigned, accessToken, now);
    const url = this.address(render(call.path, values, safePart));
    for (const [name, value] of [...(call.in === 'query' ? signed.pairs : []), ...signed.query])
      url.searchParams.append(name, value);
    const body = bodyOf(call, signed.pairs, unsigned.json);
    const proof = proveBody(this.signing, body?.text ?? '', now);
    const headers = { accept: 'application/json', ...signed.headers, ...proof };
    return {
      method: call.method,
      url,
      headers: body ? { ...headers, 'content-type': body.type } : headers,
      ...(body && { body: body.text }),
    };
  }

  private address(path: string): URL {
    const base = new URL(this.parts.document.connection.baseUrl);
    const url = new URL(base.pathname.replace(/\/$/, '') + path, base.origin);
    const isWithin = url.origin === base.origin && url.pathname.startsWith(base.pathname.replace(/\/$/, ''));
    if (!isWithin || url.search !== '' || url.hash !== '')
      throw new PlatformFailure('invalid', `the call ${path} leaves the address of the mapping`);
    return url;
  }

  private judge({ status, body }: HttpAnswer, { good, failures = [], message }: Answers): unknown {
    const told = readJson(body);
    const fail = (kind: PlatformFailureKind): never => {
      const why = message === undefined ? undefined : textAt(message, told)?.slice(0, 200);
      throw new PlatformFailure(
        kind,
        `the mapped shop answered HTTP ${status}${why === undefined ? '' : `: ${why}`}`,
      );
    };
    const named = failures.find((failure) => holds(failure, told));
    if (named) return fail(named.kind);
    if (status < 200 || status >= 300) return fail(kindOf(status));
    // Somebody in between answered, or half an answer came: what was said may have been heard.
    if (told === undefined && (good !== undefined || body.trim() !== '')) return fail('transient');
    if (good && !holds(good, told)) return fail('invalid');
    return told;
  }
}

/** HTTP's own words. */
function kindOf(status: number): PlatformFailureKind {
  if (status >= 500 || status === 408) return 'transient';
  switch (status) {
    case 401:
      return 'auth_expired';
    case 403:
      return 'forbidden';
    case 409:
    case 412:
      return 'conflict';
    case 429:
      return 'throttled';
    default:
      return 'invalid';
  }
}

/** A value that names a place must stay one part of the path. */
function safePart(value: string): string {
  if (value === '' || value === '.' || value === '..')
    throw new Trouble('a part of the path is empty, . or ..');
  return encodeURIComponent(value);
}

const pairsOf = ({ params, wrapIn }: Call, json: string, values: TokenValues): Pairs =>
  wrapIn === undefined
    ? Object.entries(params).map(([name, template]: [string, JsonTemplate]) => [
        name,
        renderParam(template, values),
      ])
    : [[wrapIn, json]];

function bodyOf(call: Call, pairs: Pairs, json: string): { text: string; type: string } | undefined {
  switch (call.in) {
    case 'query':
      return undefined;
    case 'json':
      return { text: json, type: 'application/json' };
    case 'form':
      return {
        text: new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString(),
        type: 'application/x-www-form-urlencoded',
      };
  }
}
