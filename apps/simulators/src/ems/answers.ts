import { newId } from '@cartrail/kernel';
import { Refused, type Answer } from '../vendors/door.js';

const answer = (retCode: string, retMsg: string, retBody: unknown): Answer => ({
  code: retCode,
  body: { serialNo: newId().replaceAll('-', ''), retCode, retMsg, retBody },
});

export const done = (retBody: unknown, retMsg = '成功'): Answer => answer('00000', retMsg, retBody);

/** EMS's codes are not documented; these numbers are ours. */
export const refusal = (retCode: string, retMsg: string): Answer => answer(retCode, retMsg, null);
export const refused = (retCode: string, retMsg: string): Refused => new Refused(refusal(retCode, retMsg));
export const invalid = (retMsg: string): Refused => refused('B0001', retMsg);
export const notAllowed = (retMsg: string): Refused => refused('B0002', retMsg);
