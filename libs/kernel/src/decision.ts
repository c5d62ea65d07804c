/**
 * What a pure decision answers. `changed` carries the next state and the facts that led there; `nothing` is a
 * repeat or an irrelevance; `refused` is business, not failure, and names a documented code (`return/window-closed`).
 */
export type Decision<State, Fact> = Changed<State, Fact> | Nothing | Refused;

export interface Changed<State, Fact> {
  readonly kind: 'changed';
  readonly state: State;
  readonly facts: readonly Fact[];
}

export interface Nothing {
  readonly kind: 'nothing';
  readonly reason: string;
}

export interface Refused {
  readonly kind: 'refused';
  readonly code: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export const changed = <State, Fact = never>(state: State, ...facts: Fact[]): Changed<State, Fact> => ({
  kind: 'changed',
  state,
  facts,
});

export const nothing = (reason = 'repeat'): Nothing => ({ kind: 'nothing', reason });

export const refused = (code: string, detail: Readonly<Record<string, unknown>> = {}): Refused => ({
  kind: 'refused',
  code,
  detail,
});
