/** The one door through which adapters reach a vendor; injected, so that limits and tests can stand in front. */
export interface CarrierHttp {
  post(request: CarrierHttpRequest): Promise<CarrierHttpResponse>;
}

export interface CarrierHttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
}

export interface CarrierHttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** No answer, or none that could be taken in. */
export class CarrierHttpFailure extends Error {
  override readonly name = 'CarrierHttpFailure';

  constructor(
    readonly kind: 'timeout' | 'connection' | 'too-large',
    cause?: unknown,
    /** `no`: no connection came about, so the vendor has not seen the request. */
    readonly sent: 'no' | 'perhaps' = 'perhaps',
  ) {
    super(messages[kind], { cause });
  }
}

const messages = {
  timeout: 'no answer in time',
  connection: 'connection failed',
  'too-large': 'the answer is too large',
} as const;

/** Answers are a few hundred kilobytes at most; what goes on beyond this is no answer. */
export const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

export const fetchHttp: CarrierHttp = {
  async post({ url, headers, body, timeoutMs }) {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await readAll(response.body),
      };
    } catch (cause) {
      if (cause instanceof CarrierHttpFailure) throw cause;
      throw new CarrierHttpFailure(isTimeout(cause) ? 'timeout' : 'connection', cause, wasSent(cause));
    }
  },
};

async function readAll(stream: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new CarrierHttpFailure('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const isTimeout = (cause: unknown): boolean => field(cause, 'name') === 'TimeoutError';

/** Errors of looking up a name and of connecting: nothing was sent yet. */
const NEVER_SENT: ReadonlySet<unknown> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const wasSent = (cause: unknown): 'no' | 'perhaps' =>
  NEVER_SENT.has(field(field(cause, 'cause'), 'code')) ? 'no' : 'perhaps';
