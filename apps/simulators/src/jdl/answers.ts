import { newId } from '@cartrail/kernel';
import type { Account } from '../vendors/accounts.js';
import { Refused, type Answer } from '../vendors/door.js';

const content = (code: number, subMsg: string | null, data: unknown): object => ({
  code,
  success: code === 0,
  msg: code === 0 ? '成功' : '失败',
  subCode: code === 0 ? null : String(code),
  subMsg,
  data,
  requestId: newId(),
});

export const done = (data: unknown): Answer => ({ code: '0', body: content(0, null, data) });

/** JDL's codes are not documented; these numbers are ours. */
export const refused = (code: number, why: string): Refused =>
  new Refused({ code: String(code), body: content(code, why, null) });
export const invalid = (why: string): Refused => refused(1001, why);
export const notAllowed = (why: string): Refused => refused(1002, why);

/** The gateway's own no. */
export const gatewayAnswer = (code: string, zh_desc: string, en_desc: string): Answer => ({
  code: `gateway ${code}`,
  body: { error_response: { code, zh_desc, en_desc } },
});

/** Clients differ on whether an answer comes bare or in an envelope; here the account says so. */
export function enveloped(account: Account, run: () => Answer): Answer {
  if (account['answers'] !== 'wrapped') return run();
  const wrapped = (answer: Answer): Answer => ({
    ...answer,
    body: { response: { code: 0, content: answer.body } },
  });
  try {
    return wrapped(run());
  } catch (error) {
    if (error instanceof Refused) return wrapped(error.answer);
    throw error;
  }
}
