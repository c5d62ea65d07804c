import { changed, nothing, type Decision } from '@cartrail/kernel';
import { emptyCase, type CaseDocument } from './case-document.js';

/** That the document changed, and by what: the live feed's entry. */
export interface CaseChanged {
  readonly type: string;
  readonly version: number;
  readonly at: string;
}

export interface Cursor {
  readonly tenantId: string;
  /** `waybill/<id>`: sequences count within it. */
  readonly source: string;
  readonly sequence: number;
  readonly type: string;
  readonly recordedAt: string;
}

/** Applies one event once: what is not newer than the last seen of its source is a repeat. */
export const project =
  (at: Cursor, caseId: string, apply: (document: CaseDocument) => Partial<CaseDocument>) =>
  (state: CaseDocument | undefined): Decision<CaseDocument, CaseChanged> => {
    const document = state ?? emptyCase(at.tenantId, caseId);
    if ((document.sequences[at.source] ?? 0) >= at.sequence) return nothing();
    const version = document.version + 1;
    const next: CaseDocument = {
      ...document,
      ...apply(document),
      version,
      updatedAt: document.updatedAt > at.recordedAt ? document.updatedAt : at.recordedAt,
      sequences: { ...document.sequences, [at.source]: at.sequence },
    };
    return changed(next, { type: at.type, version, at: at.recordedAt });
  };
