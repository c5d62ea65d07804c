import { ask, readObject, type Call } from '../answers.js';
import type { CarrierHttp } from '../http.js';
import type { StoConfig } from './config.js';
import { notAnAnswer } from './errors.js';
import { PROVIDER } from './manifest.js';
import { dataDigest } from './signature.js';
import type { ApiName, Contents, WireAnswer } from './wire.js';

const PATH = '/gateway/link.do';
const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };

/** Transport only: every call goes through the one gateway, answers come as they were. Throws `CarrierError`. */
export class StoClient {
  private readonly url: string;
  /** Whom a call is for: `to_appkey` and `to_code` alike. */
  private readonly receivers: Readonly<Record<ApiName, string>>;

  constructor(
    private readonly config: StoConfig,
    private readonly http: CarrierHttp,
  ) {
    this.url = config.baseUrl.replace(/\/+$/, '') + PATH;
    this.receivers = {
      STO_TRACE_QUERY_COMMON: 'sto_trace_query',
      STO_TRACE_PLATFORM_SUBSCRIBE: config.subscribeAppkey,
      OMS_EXPRESS_ORDER_CREATE: 'sto_oms',
      EDI_MODIFY_ORDER_CANCEL: 'edi_modify_order',
      INTERCEPT_CREATE_STANDARD: config.interceptAppkey ?? '',
    };
  }

  async call<Api extends ApiName>(api: Api, content: Contents[Api]): Promise<WireAnswer> {
    const call = { provider: PROVIDER, acts: acting.has(api) };
    const text = JSON.stringify(content);
    const { fromAppkey, fromCode, secretKey, timeoutMs } = this.config;
    const form = new URLSearchParams({
      content: text,
      data_digest: dataDigest(text, secretKey),
      api_name: api,
      from_appkey: fromAppkey,
      from_code: fromCode,
      to_appkey: this.receivers[api],
      to_code: this.receivers[api],
    });
    const request = { url: this.url, headers, body: form.toString(), timeoutMs };
    return readAnswer(await ask(this.http, request, call), call);
  }
}

/** Calls whose repetition would do something twice. */
const acting: ReadonlySet<ApiName> = new Set<ApiName>([
  'OMS_EXPRESS_ORDER_CREATE',
  'EDI_MODIFY_ORDER_CANCEL',
  'INTERCEPT_CREATE_STANDARD',
]);

function readAnswer(body: Buffer, call: Call): WireAnswer {
  const written = body.toString('utf8').replace(/^\uFEFF/, '');
  return written.trimStart().startsWith('<') ? readGatewayError(written, call.acts) : readObject(body, call);
}

/** The gateway itself refuses in XML, whatever the request was written in. */
function readGatewayError(xml: string, acts: boolean): WireAnswer {
  const errorMsg = element(xml, 'errorMsg');
  if (errorMsg === undefined) throw notAnAnswer(acts);
  return { success: false, errorMsg, errorCode: element(xml, 'errorCode') };
}

const element = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^<\\]]*)`).exec(xml)?.[1]?.trim();
