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

/** The answer, whatever its status. Throws `CarrierError` where there is none. */
export async function answerTo(
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

export function readObject(body: Buffer, call: Call): Readonly<Record<string, unknown>> {
  const answer = readAnswer(body, call);
  if (!isRecord(answer)) throw failuresOf(call.provider).notAnAnswer(call.acts);
  return answer;
}

/**
 * The JSON of an answer; vendors put a byte order mark before some. What is no JSON is not quoted, as the parser would:
 * it may hold a person's data.
 */
export function readAnswer(body: Buffer, { provider, acts }: Call): unknown {
  try {
    return readJson(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    throw failuresOf(provider).notAnAnswer(acts);
  }
}
