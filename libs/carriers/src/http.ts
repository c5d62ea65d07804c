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

/** No answer: the vendor may or may not have seen the request. */
export class CarrierHttpFailure extends Error {
  override readonly name = 'CarrierHttpFailure';

  constructor(
    readonly kind: 'timeout' | 'connection',
    cause: unknown,
  ) {
    super(kind === 'timeout' ? 'no answer in time' : 'connection failed', { cause });
  }
}

export const fetchHttp: CarrierHttp = {
  async post({ url, headers, body, timeoutMs }) {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      };
    } catch (cause) {
      throw new CarrierHttpFailure(isTimeout(cause) ? 'timeout' : 'connection', cause);
    }
  },
};

const isTimeout = (cause: unknown): boolean => cause instanceof Error && cause.name === 'TimeoutError';
