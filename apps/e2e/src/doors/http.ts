/** A public door answered with an error; the message carries what it said. */
export class DoorError extends Error {
  constructor(
    readonly status: number,
    where: string,
    readonly body: string,
  ) {
    super(`${where} answered ${status}: ${body.slice(0, 400)}`);
  }
}

export class Door {
  constructor(
    private readonly baseUrl: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  post<T>(path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<T> {
    return this.call<T>('POST', path, body, headers);
  }

  put<T>(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<T> {
    return this.call<T>('PUT', path, body, headers);
  }

  delete(path: string): Promise<undefined> {
    return this.call<undefined>('DELETE', path);
  }

  private async call<T>(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    const answer = await fetch(this.baseUrl + path, {
      method,
      headers: {
        ...this.headers,
        ...headers,
        ...(isJson(body) ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: isJson(body) ? JSON.stringify(body) : (body as FormData) } : {}),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await answer.text();
    if (!answer.ok) throw new DoorError(answer.status, `${method} ${path}`, text);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

/** A form is sent as multipart, anything else as JSON. */
const isJson = (body: object | undefined): boolean => body !== undefined && !(body instanceof FormData);
