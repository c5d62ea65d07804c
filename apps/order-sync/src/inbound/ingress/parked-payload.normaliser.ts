import { Inject } from '@nestjs/common';
import { newId } from '@cartrail/kernel';
import {
  change,
  NormalisesIngress,
  type AggregateStore,
  type IngressRow,
  type Normalised,
  type Normaliser,
} from '@cartrail/messaging';
import { readAgain, type PayloadState } from '../../domain/kept-payload.js';

/** Injection token of where payloads are told to be read again. */
export const WAITING_PAYLOADS = Symbol('order-sync:waiting-payloads');

/** A parked payload that somebody replays, as a push is replayed: the row holds its id, and it is read again. */
@NormalisesIngress('mapped-payload')
export class ParkedPayloadNormaliser implements Normaliser {
  constructor(
    @Inject(WAITING_PAYLOADS)
    private readonly payloads: AggregateStore<{ readonly state: PayloadState }, never>,
  ) {}

  normalise(rows: readonly IngressRow[]): readonly Normalised[] {
    return rows.map((row) => this.normaliseRow(row));
  }

  private normaliseRow({ body, tenantId }: IngressRow): Normalised {
    if (tenantId === null) return { kind: 'park', reason: 'names no tenant' };
    const cause = { tenantId, correlationId: newId(), causationId: newId() };
    const again = change<{ readonly state: PayloadState }, never>({
      store: this.payloads,
      find: { id: body },
      cause,
      decide: readAgain,
    });
    return { kind: 'ok', changes: [again] };
  }
}
