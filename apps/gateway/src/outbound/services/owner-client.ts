import { Injectable } from '@nestjs/common';
import {
  Owners,
  OwnerUnavailable,
  type Owner,
  type OwnerAnswer,
  type OwnerCall,
} from '../../application/ports.js';

const PASSED_BACK = ['content-type', 'idempotency-replayed', 'retry-after', 'etag'] as const;

export interface OwnerSettings {
  /** Makes the token one call to one owner carries. */
  readonly sign: (caller: OwnerCall['caller'], owner: Owner) => Promise<string>;
  readonly urls: Readonly<Record<Owner, string>>;
  readonly deadlineMs: number;
}

/** Commands and questions to the service that owns the matter: signed, with a deadline, its answer passed through. */
@Injectable()
export class OwnerClient extends Owners {
  constructor(private readonly settings: OwnerSettings) {
    super();
  }

  override async call({ owner, method, path, body, caller, headers }: OwnerCall): Promise<OwnerAnswer> {
    const token = await this.settings.sign(caller, owner);
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
      throw new OwnerUnavailable(owner);
    }
  }
}
