import { httpError } from '../http-error.js';
import type { CarrierHttp, CarrierHttpResponse } from '../http.js';
import { isRecord, readJson } from '../json.js';
import type { StoConfig } from './config.js';
import { notAnAnswer, silence, unclear } from './errors.js';
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
    };
  }

  async call<Api extends ApiName>(api: Api, content: Contents[Api]): Promise<WireAnswer> {
    const acts = acting.has(api);
    const response = await this.post(api, JSON.stringify(content), acts);
    const error = httpError(PROVIDER, response, unclear(acts));
    if (error) throw error;
    return readAnswer(response.body, acts);
  }

  private async post(api: ApiName, content: string, acts: boolean): Promise<CarrierHttpResponse> {
    const { fromAppkey, fromCode, secretKey, timeoutMs } = this.config;
    const form = new URLSearchParams({
      content,
      data_digest: dataDigest(content, secretKey),
      api_name: api,
      from_appkey: fromAppkey,
      from_code: fromCode,
      to_appkey: this.receivers[api],
      to_code: this.receivers[api],
    });
    try {
      return await this.http.post({ url: this.url, headers, body: form.toString(), timeoutMs });
    } catch (cause) {
      throw silence(cause, acts);
    }
  }
}

/** Calls whose repetition would do something twice. */
const acting: ReadonlySet<ApiName> = new Set<ApiName>([
  'OMS_EXPRESS_ORDER_CREATE',
  'EDI_MODIFY_ORDER_CANCEL',
]);

function readAnswer(body: Buffer, acts: boolean): WireAnswer {
  const written = body.toString('utf8').replace(/^\uFEFF/, '');
  if (written.trimStart().startsWith('<')) return readGatewayError(written, acts);
  let answer: unknown;
  try {
    answer = readJson(written);
  } catch (cause) {
    throw notAnAnswer(acts, cause);
  }
  if (!isRecord(answer)) throw notAnAnswer(acts);
  return answer;
}

/** The gateway itself refuses in XML, whatever the request was written in. */
function readGatewayError(xml: string, acts: boolean): WireAnswer {
  const errorMsg = element(xml, 'errorMsg');
  if (errorMsg === undefined) throw notAnAnswer(acts);
  return { success: false, errorMsg, errorCode: element(xml, 'errorCode') };
}

const element = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^<\\]]*)`).exec(xml)?.[1]?.trim();
