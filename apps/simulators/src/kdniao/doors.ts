import { toShanghai, type Clock } from '@cartrail/kernel';
import { Refused, type Answer, type Door, type Incoming } from '../vendors/door.js';
import { NotDone, type KdniaoApi, type RequestType } from './kdniao-api.js';

const paths: Readonly<Record<string, readonly RequestType[]>> = {
  '/kdniao/api/dist': ['1008', '8008', '8001'],
  '/kdniao/Ebusiness/EbusinessOrderHandle.aspx': ['1002', '8001'],
};

/** The aggregator's addresses, each with its RequestTypes. */
export function doorsOf(api: KdniaoApi, clock: Clock): Door[] {
  const refusal = ({ form }: Incoming, { resultCode, message }: NotDone): Answer => ({
    code: resultCode,
    body: {
      EBusinessID: form.get('EBusinessID') ?? '',
      UpdateTime: toShanghai(clock.now()),
      Success: false,
      ResultCode: resultCode,
      Reason: message,
    },
  });
  /** A refusal names who asked, and when. */
  const telling = <T>(incoming: Incoming, what: () => T): T => {
    try {
      return what();
    } catch (error) {
      throw error instanceof NotDone ? new Refused(refusal(incoming, error)) : error;
    }
  };
  return Object.entries(paths).map(([path, allowed]) => ({
    path,
    throttled: (incoming) => refusal(incoming, new NotDone('405', '超过每秒查询次数')),
    admit: (incoming) => {
      const asked = telling(incoming, () => api.read(incoming.form, allowed));
      return {
        method: asked.requestType,
        about: { number: asked.number },
        run: () => ({ code: '100', body: telling(incoming, () => api.answer(asked)) }),
      };
    },
  }));
}
