import { failuresOf, unclear } from './failures.js';
import { httpError } from './http-error.js';
import type { CarrierHttp, CarrierHttpRequest, CarrierHttpResponse } from './http.js';
import { isRecord, readJson } from './json.js';

/** Whose call it is, and whether its repetition would do something twice. */
export interface Call {
  readonly provider: string;
  readonly acts: boolean;
}

/** The body of an answer with status 200, as it came. Throws `CarrierError`. */
export async function ask(
  http: CarrierHttp,
  request: CarrierHttpRequest,
  { provider, acts }: Call,
): Promise<Buffer> {
  const response = await answerTo(http, request, { provider, acts });
  const error = httpError(provider, response, unclear(acts));
  if (error) throw error;
  return response.body;
}

async function answerTo(
  http: CarrierHttp,
  request: CarrierHttpRequest,
  { provider, acts }: Call,
): Promise<CarrierHttpResponse> {
  try {
    return await http.post(request);
  } catch (cause) {
    throw failuresOf(provider).silence(cause, acts);
  }
}

/** The JSON object of an answer with status 200, whatever it says. Throws `CarrierError`. */
export const askForObject = async (
  http: CarrierHttp,
  request: CarrierHttpRequest,
  call: Call,
): Promise<Readonly<Record<string, unknown>>> => readObject(await ask(http, request, call), call);

/** Vendors put a byte order mark before some answers. */
export function readObject(body: Buffer, { provider, acts }: Call): Readonly<Record<string, unknown>> {
  const { notAnAnswer } = failuresOf(provider);
  let answer: unknown;
  try {
    answer = readJson(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw notAnAnswer(acts, cause);
  }
  if (!isRecord(answer)) throw notAnAnswer(acts);
  return answer;
}
