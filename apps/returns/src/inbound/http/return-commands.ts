import { fingerprintOf, type AnyChange, type Commands } from '@cartrail/messaging';
import { sendAnswer, type Asked } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import type { Return } from '../../domain/return/return.js';
import { refusalAnswer, refusedFirst } from './refusals.js';

export interface ReturnCommand {
  readonly asked: Pick<Asked, 'cause' | 'idempotencyKey'>;
  readonly route: string;
  readonly body: object;
  readonly change: AnyChange;
  /** What is answered where nothing was refused; `state` is the return as it stands now. */
  readonly answer: (state: Return) => { readonly status: number; readonly body: object };
}

/** One command about one return, answered by what became of it. */
export async function runCommand(
  commands: Commands,
  reply: FastifyReply,
  { asked: { cause, idempotencyKey }, route, body, change, answer }: ReturnCommand,
): Promise<unknown> {
  const given = await commands.execute({
    cause,
    route,
    idempotencyKey,
    fingerprint: fingerprintOf(body),
    changes: [change],
    answer: (outcomes) => {
      const refusal = refusedFirst(outcomes);
      if (refusal) return refusalAnswer(refusal, cause);
      const [outcome] = outcomes[0] ?? [];
      // A change of a return answers with a return.
      const state = outcome && 'state' in outcome ? (outcome.state as Return | undefined) : undefined;
      return state ? answer(state) : refusalAnswer({ code: 'return/not-found', detail: {} }, cause);
    },
  });
  return sendAnswer(reply, given);
}
