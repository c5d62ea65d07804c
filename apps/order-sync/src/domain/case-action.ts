import { changed, nothing, refused, type Decision, type Fen, type Instant } from '@cartrail/kernel';
import type { ActionFailure } from './after-sale.state.js';

/** A refusal in the platform's terms. */
export interface Rejection {
  /** The platform's own code of the reason; empty where it knows none. */
  readonly reasonCode: string;
  readonly text: string;
  /** Addresses of pictures. */
  readonly images?: readonly string[];
}

/** What is to be said of a case beyond what its return brings about by itself. */
export type CaseWord =
  /** `amountFen`: what whoever asks has seen, and the platform must still show. */
  | { readonly action: 'agree-refund'; readonly amountFen: Fen }
  | { readonly action: 'agree-return'; readonly warehouseCode?: string }
  /** A person's words, or the rule of ours that refused, for which the merchant has set the platform's. */
  | { readonly action: 'reject'; readonly rejection?: Rejection; readonly rule?: string }
  /** `replaces`: the number this one stands in for. */
  | {
      readonly action: 'fill-return-waybill';
      readonly number: string;
      readonly carrier: string;
      readonly replaces?: string;
    };

export type CaseActionName = CaseWord['action'];

/** Who wants it: a member of the tenant, or a return. */
export type Asker = { readonly memberId: string } | { readonly returnId: string };

export interface CaseAction {
  readonly actionId: string;
  readonly word: CaseWord;
  readonly by: Asker;
  readonly askedAt: Instant;
  /** `sent`: the platform may have been told. `dropped`: nothing of ours to say at this platform. */
  readonly state: 'asked' | 'sent' | 'done' | 'failed' | 'dropped';
  /** Attempts in a row that came to nothing. */
  readonly failures: number;
  readonly failure?: ActionFailure;
  readonly endedAt?: Instant;
}

/** Everything that was to be said of one case, oldest first. */
export interface CaseActions {
  readonly actions: readonly CaseAction[];
}

export type CaseActionFact =
  | { readonly type: 'CaseActionDone'; readonly action: CaseAction; readonly at: Instant }
  | {
      readonly type: 'CaseActionFailed';
      readonly action: CaseAction;
      readonly failure: ActionFailure;
      readonly at: Instant;
    };

type Decided = Decision<CaseActions, CaseActionFact>;
type Asked = Pick<CaseAction, 'actionId' | 'word' | 'by' | 'askedAt'>;

export const isOpen = ({ state }: CaseAction): boolean => state === 'asked' || state === 'sent';

const added = (held: CaseActions | undefined, asked: Asked): Decided =>
  changed({ actions: [...(held?.actions ?? []), { ...asked, state: 'asked', failures: 0 }] });

/** A person asks for one thing at a time: of two, the second would be decided on what the first has changed. */
export function askByHand(held: CaseActions | undefined, asked: Asked): Decided {
  const open = held?.actions.find(isOpen);
  return open ? refused('after-sale/action-under-way', { action: open.word.action }) : added(held, asked);
}

/** A return asks for the same once, however often it is heard. */
export function askByReturn(held: CaseActions | undefined, asked: Asked): Decided {
  const same = JSON.stringify([asked.by, asked.word]);
  const known = held?.actions.some(({ by, word }) => JSON.stringify([by, word]) === same);
  return known ? nothing('already asked') : added(held, asked);
}

function revise(
  held: CaseActions | undefined,
  actionId: string,
  how: (action: CaseAction) => CaseAction,
  tell?: (action: CaseAction) => CaseActionFact,
): Decided {
  const found = held?.actions.find((action) => action.actionId === actionId);
  if (!held || !found || !isOpen(found)) return nothing('over');
  const next = how(found);
  const actions = held.actions.map((action) => (action === found ? next : action));
  return changed<CaseActions, CaseActionFact>({ actions }, ...(tell ? [tell(next)] : []));
}

/** Written before the platform is told, so that whatever follows knows that it may have been. */
export const aboutToSay = (held: CaseActions | undefined, actionId: string): Decided =>
  revise(held, actionId, (action) => ({ ...action, state: 'sent', failures: 0 }));

export const cameToNothing = (held: CaseActions | undefined, actionId: string): Decided =>
  revise(held, actionId, (action) => ({ ...action, failures: action.failures + 1 }));

export const said = (held: CaseActions | undefined, actionId: string, at: Instant): Decided =>
  revise(
    held,
    actionId,
    (action) => ({ ...action, state: 'done', failures: 0, endedAt: at }),
    (action) => ({ type: 'CaseActionDone', action, at }),
  );

export const dropped = (held: CaseActions | undefined, actionId: string, at: Instant): Decided =>
  revise(held, actionId, (action) => ({ ...action, state: 'dropped', endedAt: at }));

export const notSaid = (
  held: CaseActions | undefined,
  actionId: string,
  failure: ActionFailure,
  at: Instant,
): Decided =>
  revise(
    held,
    actionId,
    (action) => ({ ...action, state: 'failed', failure, endedAt: at }),
    (action) => ({ type: 'CaseActionFailed', action, failure, at }),
  );
