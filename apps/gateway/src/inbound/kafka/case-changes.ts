import { Inject, Injectable } from '@nestjs/common';
import type { EventEnvelope } from '@cartrail/contracts';
import { causeOf, change, type AggregateStore, type AnyChange } from '@cartrail/messaging';
import type { CaseDocument } from '../../domain/case-document.js';
import { project, type CaseChanged } from '../../domain/project.js';

export const CASE_STORE = Symbol('gateway:case-store');

/** Describes what an event does to the case of each order it concerns. */
@Injectable()
export class CaseChanges {
  constructor(@Inject(CASE_STORE) private readonly store: AggregateStore<CaseDocument, CaseChanged>) {}

  of(
    event: EventEnvelope,
    orderIds: readonly string[],
    apply: (document: CaseDocument) => Partial<CaseDocument>,
  ): AnyChange[] {
    const cause = causeOf(event);
    const at = {
      tenantId: event.tenantid,
      source: event.source.split('/').slice(3).join('/'),
      sequence: Number(event.sequence),
      type: event.type,
      recordedAt: event.recordedtime,
    };
    return orderIds.map((caseId) =>
      change({
        store: this.store,
        find: { id: caseId },
        createAs: caseId,
        cause,
        decide: project(at, caseId, apply),
      }),
    );
  }
}
