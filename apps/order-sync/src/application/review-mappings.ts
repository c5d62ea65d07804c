import { emptyTrial, tryOne, type Trial } from '../domain/mapping/trial.js';
import type { MappingDocument } from '../domain/mapping/document.js';
import { preview, type Preview, type Subject } from '../domain/mapping/review.js';
import type { Catalogue } from '../domain/mapping/steps.js';
import { readDocument, type ReadDocument } from '../domain/mapping/validate.js';
import type { Mapping } from '../domain/mapping-version.js';
import type { ApplicationRef, Applications, MappingHistory, Payloads } from './ports.js';

export type Which = 'draft' | 'published';

/** Tried on what a caller sends, or on the last payloads that came. */
export type Sample =
  | { readonly last: number }
  | { readonly payloads: readonly { readonly subject: Subject; readonly payload: unknown }[] };

export interface TrialReport extends Trial {
  readonly document: Which;
  readonly hash: string;
  /** What the numbers in errors and differences mean. */
  readonly payloads: readonly { readonly subject: Subject; readonly id?: string; readonly key?: string }[];
}

export interface ReviewParts {
  readonly applications: Applications;
  readonly history: MappingHistory;
  readonly payloads: Payloads;
  readonly catalogue: Catalogue;
  /** JSON text without losing a digit; nothing for what is no JSON. */
  readonly readJson: (text: string) => unknown;
  /** Lets others have a turn: a trial of many payloads is long work. */
  readonly breathe: () => Promise<void>;
}

/** Looks at documents and payloads, and changes nothing. */
export class ReviewMappings {
  constructor(private readonly parts: ReviewParts) {}

  /** Whether there is such an application, and whether it goes by a mapping. */
  async kindOf(ref: ApplicationRef): Promise<'mapped' | 'other' | 'absent'> {
    const held = await this.parts.applications.find(ref);
    return held ? (held.platform === 'mapped' ? 'mapped' : 'other') : 'absent';
  }

  check(text: string): ReadDocument {
    return readDocument(text, this.parts.catalogue);
  }

  /** A text is JSON as it came; what was an object lost the digits of long numbers on its way. */
  payloadOf(given: unknown): unknown {
    return typeof given === 'string' ? this.parts.readJson(given) : given;
  }

  /** The document, valid when it was saved; nothing where there is none. */
  async document(
    ref: ApplicationRef,
    which: Which | undefined,
  ): Promise<{ which: Which; hash: string; document: MappingDocument } | undefined> {
    const mapping = await this.parts.history.find(ref);
    const chosen = which ?? (mapping?.draft ? 'draft' : 'published');
    const text = textOf(mapping, chosen);
    const read = text && this.check(text.text);
    return text && read && read.kind === 'valid'
      ? { which: chosen, hash: text.hash, document: read.document }
      : undefined;
  }

  preview(document: MappingDocument, subject: Subject, payload: unknown): Preview {
    return preview(document, subject, payload, this.parts.catalogue);
  }

  async dryRun(ref: ApplicationRef, which: Which, sample: Sample): Promise<TrialReport | undefined> {
    const draft = await this.document(ref, which);
    if (!draft) return undefined;
    const published = which === 'draft' ? await this.document(ref, 'published') : undefined;
    const payloads =
      'last' in sample ? await this.parts.payloads.last(ref, sample.last) : asGiven(sample.payloads);
    const tried = {
      draft: draft.document,
      ...(published && { published: published.document }),
      catalogue: this.parts.catalogue,
    };
    let trial = emptyTrial(published !== undefined);
    for (const one of payloads) {
      trial = tryOne(trial, tried, one);
      await this.parts.breathe();
    }
    const named = payloads.map(({ subject, id, key }) => ({ subject, id, key }));
    return { document: which, hash: draft.hash, ...trial, payloads: named };
  }
}

interface Tried {
  readonly subject: Subject;
  readonly payload: unknown;
  readonly id?: string;
  readonly key?: string;
}
const asGiven = (payloads: readonly Tried[]): readonly Tried[] => payloads;

const textOf = (mapping: Mapping | undefined, which: Which): { text: string; hash: string } | undefined =>
  which === 'draft' ? mapping?.draft : mapping?.published;
