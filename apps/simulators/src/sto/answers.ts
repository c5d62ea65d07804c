import { Refused, type Answer } from '../vendors/door.js';

export const done = (data: unknown): Answer => ({
  code: 'success',
  body: { success: true, errorCode: '', errorMsg: '', needRetry: false, data },
});

/** No list of codes is documented: a no has words only. */
export const refused = (errorMsg: string): Refused =>
  new Refused({
    code: 'refused',
    body: { success: false, errorCode: '', errorMsg, needRetry: false, data: null },
  });

/** The gateway itself speaks XML, whatever it was asked in. */
export const gatewayRefusal = (errorMsg: string): Answer => ({
  code: 'gateway',
  type: 'text/xml; charset=utf-8',
  body: `<response><success>false</success><errorMsg>${errorMsg}</errorMsg></response>`,
});
