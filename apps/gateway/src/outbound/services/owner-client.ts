import { Injectable } from '@nestjs/common';
import {
  Owners,
  OwnerUnavailable,
  type Owner,
  type OwnerAnswer,
  type OwnerCall,
  type OwnerStream,
  type OwnerUpload,
} from '../../application/ports.js';

const OF_ANSWERS = ['content-type', 'cache-control', 'idempotency-replayed', 'retry-after', 'etag'] as const;
const OF_FILES = [
  'content-type',
  'content-length',
  'content-disposition',
  'cache-control',
  'content-security-policy',
  'x-content-type-options',
  'etag',
] as const;

interface Sent extends Omit<RequestInit, 'headers'> {
  readonly headers?: Readonly<Record<string, string>>;
  readonly duplex?: 'half';
}

export interface OwnerSettings {
  /** Makes the token one call to one owner carries. */
  readonly sign: (caller: OwnerCall['caller'], owner: Owner) => Promise<string>;
  readonly urls: Readonly<Record<Owner, string>>;
  readonly deadlineMs: number;
  /** Of an upload or a download, from its first byte to its last. */
  readonly transferDeadlineMs: number;
}

/** Commands and questions to the service that owns the matter: signed, with a deadline, its answer passed through. */
@Injectable()
export class OwnerClient extends Owners {
  constructor(private readonly settings: OwnerSettings) {
    super();
  }

  override async call({ body, ...call }: OwnerCall): Promise<OwnerAnswer> {
    const json =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    return this.ask(call, json, this.settings.deadlineMs);
  }

  override async upload({ stream, ...call }: OwnerUpload): Promise<OwnerAnswer> {
    return this.ask(call, { body: stream, duplex: 'half' }, this.settings.transferDeadlineMs);
  }

  override async download(owner: Owner, path: string): Promise<OwnerStream> {
    const signal = AbortSignal.timeout(this.settings.transferDeadlineMs);
    const answer = await fetch(this.settings.urls[owner] + path, { signal }).catch(() => {
      throw new OwnerUnavailable(owner);
    });
    return { status: answer.status, headers: kept(answer, OF_FILES), stream: answer.body ?? nothing() };
  }

  private async ask(
    { owner, method, path, caller, headers }: Omit<OwnerCall, 'body'>,
    { headers: own, ...init }: Sent,
    deadlineMs: number,
  ): Promise<OwnerAnswer> {
    const token = await this.settings.sign(caller, owner);
    const passed = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
    try {
      const answer = await fetch(this.settings.urls[owner] + path, {
        ...init,
        method,
        headers: { ...(passed as Record<string, string>), ...own, authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(deadlineMs),
      });
      return { status: answer.status, headers: kept(answer), body: await answer.text() };
    } catch {
      throw new OwnerUnavailable(owner);
    }
  }
}

function kept(answer: Response, names: readonly string[] = OF_ANSWERS): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    }),
  );
}

const nothing = (): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      controller.close();
    },
  });
