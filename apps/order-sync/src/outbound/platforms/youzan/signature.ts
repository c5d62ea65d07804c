import { createHash } from 'node:crypto';
import { sameText } from '../wire/answers.js';

export interface YouzanApp {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Over `msg` as it came, still url-encoded. */
export const pushSign = ({ clientId, clientSecret }: YouzanApp, msg: string): string =>
  createHash('md5').update(clientId).update(msg).update(clientSecret).digest('hex');

export const isPushSign = (app: YouzanApp, msg: string, given: string): boolean =>
  sameText(pushSign(app, msg), given);
