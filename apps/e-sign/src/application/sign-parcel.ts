import { newId, type Clock, type Decision } from '@cartrail/kernel';
import type { StatedParcel } from '../domain/parcel.js';
import type { Seal } from '../domain/record.js';
import { sign } from '../domain/sign-off.js';
import type { Desk, Signed, SignedFact } from '../domain/desk.js';
import { supersede } from '../domain/supersede.js';
import type { PersonalVault, PersonalWords } from './ports.js';

export interface Stating {
  readonly tenantId: string;
  readonly by: { readonly id: string; readonly role: string };
  readonly stated: StatedParcel;
  readonly words: PersonalWords;
  /** The record it corrects. */
  readonly corrects?: string;
}

/** One record about to enter the log. Deciding is pure: running it again against newer state decides anew. */
export interface Prepared {
  readonly signOffId: string;
  decide(desk: Desk | undefined): Decision<Desk, SignedFact>;
  /** What the corrected record's followers are told. */
  superseding(signed: Signed): ReturnType<typeof supersede>;
}

export class SignParcel {
  constructor(
    private readonly clock: Clock,
    private readonly seal: Seal,
    private readonly vault: PersonalVault,
  ) {}

  prepare({ tenantId, by, stated, words, corrects }: Stating): Prepared {
    const signOffId = newId();
    const personal = this.vault.protect(words, { tenantId, signOffId });
    return {
      signOffId,
      decide: (desk) => {
        if (!desk) throw new Error('the log was not opened');
        // Now, with the log locked: its times run as its places do.
        const at = this.clock.now();
        return sign(desk, { tenantId, signOffId, stated, by, personal, corrects, at }, this.seal);
      },
      superseding: (signed) => supersede(signed, words.why ?? ''),
    };
  }
}
