import { Injectable } from '@nestjs/common';
import { InternalTokenSigner, ProblemError, type Caller } from '@cartrail/service-kit';

export type Owner = 'order-sync' | 'tracking' | 'notify';

export interface OwnerCall {
  readonly owner: Owner;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly caller: Caller;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface OwnerAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const PASSED_BACK = ['content-type', 'idempotency-replayed', 'retry-after', 'etag'] as const;

export interface OwnerSettings {
  readonly urls: Readonly<Record<Owner, string>>;
  readonly deadlineMs: number;
}

/** Commands and questions to the service that owns the matter: signed, with a deadline, its answer passed through. */
@Injectable()
export class OwnerClient {
  constructor(
    private readonly signer: InternalTokenSigner,
    private readonly settings: OwnerSettings,
  ) {}

  async call({ owner, method, path, body, caller, headers }: OwnerCall): Promise<OwnerAnswer> {
    const token = await this.signer.sign(caller, owner);
    const passed = Object.entries(headers).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    try {
      const answer = await fetch(this.settings.urls[owner] + path, {
        method,
        headers: {
          ...Object.fromEntries(passed),
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(this.settings.deadlineMs),
      });
      const kept = PASSED_BACK.map((name) => [name, answer.headers.get(name)] as const);
      const present = kept.filter(
        (entry): entry is [(typeof PASSED_BACK)[number], string] => entry[1] !== null,
      );
      return { status: answer.status, headers: Object.fromEntries(present), body: await answer.text() };
    } catch {
      throw new ProblemError(503, 'owner/unavailable', 'The responsible service does not answer', owner, {
        headers: { 'retry-after': '2' },
      });
    }
  }
}
