import { newId } from '@cartrail/kernel';
import { Refused, type Answer } from '../vendors/door.js';

const apiAnswer = (code: string, message: string, apiResultData: string): object => ({
  apiErrorMsg: message,
  apiResponseID: newId().replaceAll('-', ''),
  apiResultCode: code,
  apiResultData,
});

const transport: Readonly<Record<string, string>> = {
  A1001: '必传参数不可为空',
  A1002: '请求时效已过期',
  A1004: '无对应服务权限',
  A1005: '流量受控',
  A1006: '数字签名无效',
  A1007: '重复请求',
};

/** The gateway's no: the service has not seen the call. */
export const gatewayAnswer = (code: string): Answer => ({
  code,
  body: apiAnswer(code, transport[code] ?? '', ''),
});
export const gatewayRefusal = (code: string): Refused => new Refused(gatewayAnswer(code));

/** Both levels say how it went; the inner one is JSON in a JSON string. */
const serviceAnswer = (code: string, errorMsg: string | null, msgData: unknown): Answer => ({
  code,
  body: apiAnswer(
    'A1000',
    '',
    JSON.stringify({ success: code === 'S0000', errorCode: code, errorMsg, msgData }),
  ),
});
export const done = (msgData: unknown): Answer => serviceAnswer('S0000', null, msgData);
export const serviceRefusal = (code: string, message: string): Refused =>
  new Refused(serviceAnswer(code, message, null));
