import { change, type Answer, type Commands, type Outcome } from '@cartrail/messaging';
import { notFound, ProblemError, type Asked, type FieldProblem } from '@cartrail/service-kit';
import type { KeepPhotos } from '../../application/keep-photos.js';
import type { SignParcel, Prepared } from '../../application/sign-parcel.js';
import type { PhotoBatch } from '../../application/take-photos.js';
import type { Desk } from '../../domain/desk.js';
import type { Desks, SupersededStore } from '../stores.js';
import type { Statement } from './statement.js';

export interface SigningCommand {
  readonly asked: Asked & { readonly idempotencyKey: string };
  readonly route: string;
  readonly fingerprint: string;
  readonly statement: Statement;
  readonly batch: PhotoBatch;
  readonly corrects?: string;
}

/** Photos first, then record, events and answer in one transaction; what no record names goes again. */
export class Signing {
  constructor(
    private readonly commands: Commands,
    private readonly desks: Desks,
    private readonly superseded: SupersededStore,
    private readonly parcels: SignParcel,
    private readonly photos: KeepPhotos,
  ) {}

  run(command: SigningCommand): Promise<Answer> {
    const { asked, route, fingerprint, statement, batch, corrects } = command;
    const { cause, memberId, roles, idempotencyKey } = asked;
    const { tenantId } = cause;
    const by = { id: memberId, role: roles.join(',') };
    const prepared = this.parcels.prepare({ tenantId, by, ...statement, corrects });
    return this.photos.during(tenantId, batch.staged(), () =>
      this.commands.execute({
        cause,
        route,
        idempotencyKey,
        fingerprint,
        changes: [this.entry(command, prepared)],
        answer: ([outcomes]) => toAnswer(outcomes?.[0]),
      }),
    );
  }

  private entry({ asked: { cause }, statement, corrects }: SigningCommand, prepared: Prepared) {
    const { number, returnId, photos } = statement.stated;
    const hashes = photos.map(({ shown }) => ('picture' in shown ? shown.picture.sha256 : shown.sha256));
    const store = this.desks({ tenantId: cause.tenantId, number, returnId, hashes, corrects });
    return change({
      store,
      find: { id: prepared.signOffId },
      cause,
      decide: (desk) => prepared.decide(desk),
      then: ({ state: { signed } }) =>
        signed?.corrects
          ? [
              change({
                store: this.superseded,
                find: { id: signed.corrects.signOffId },
                cause,
                decide: () => prepared.superseding(signed),
              }),
            ]
          : [],
    });
  }
}

function toAnswer(outcome: Outcome | undefined): Answer {
  if (outcome?.kind === 'refused') throw toProblem(outcome.code, outcome.detail);
  const signed = outcome?.kind === 'changed' ? (outcome.state as Desk).signed : undefined;
  if (!signed) throw new Error('signing came to nothing');
  const { record, sealed } = signed;
  const { record_id, flags, announced, return_ids } = record;
  const body = { signOffId: record_id, recordHash: sealed.hash, flags, announced, returnIds: return_ids };
  return { status: 201, body };
}

function toProblem(code: string, detail: Readonly<Record<string, unknown>>): ProblemError {
  switch (code) {
    case 'sign-off/not-found':
      return notFound('sign-off');
    case 'sign-off/superseded':
      return conflict(
        code,
        'The record was corrected already',
        `correct ${String(detail['newest'])} instead`,
      );
    case 'sign-off/already-signed':
      return conflict(
        code,
        'A return of this parcel is signed for already',
        `return ${String(detail['returnId'])} by record ${String(detail['signOffId'])}: correct that one`,
      );
    default:
      return new ProblemError(422, code, 'The record does not hold', String(detail['message']), {
        errors: detail['errors'] as readonly FieldProblem[],
      });
  }
}

const conflict = (code: string, title: string, detail: string): ProblemError =>
  new ProblemError(409, code, title, detail);
