import { newId } from '@cartrail/kernel';

/** The platform's answer; always HTTP 200. */
export interface Answer {
  code: number;
  msg: string;
  sub_code: string;
  sub_msg: string;
  log_id: string;
  data: unknown;
}

const logId = (): string => newId().replaceAll('-', '').toUpperCase();

export const success = (data: unknown): Answer => ({
  code: 10000,
  msg: 'success',
  sub_code: '',
  sub_msg: '',
  log_id: logId(),
  data,
});

export class ApiError extends Error {
  constructor(
    readonly code: number,
    readonly subCode: string,
    readonly subMsg: string,
  ) {
    super(subMsg);
  }

  answer(): Answer {
    const { code, subCode, subMsg } = this;
    return {
      code,
      msg: messages[code] ?? '失败',
      sub_code: subCode,
      sub_msg: subMsg,
      log_id: logId(),
      data: null,
    };
  }
}

const messages: Readonly<Record<number, string>> = {
  20000: '平台服务内部错误',
  30001: '授权或权限不足',
  40001: '缺少必选参数',
  40003: '非法的参数',
  40004: '非法的参数',
  50002: '业务处理失败',
  60000: '接口限流',
  70000: '接口已下线',
};

export const missing = (name: string): ApiError =>
  new ApiError(40001, `isv.${name}-missing`, `${name}不能为空`);
export const invalidParameter = (detail: string): ApiError =>
  new ApiError(40003, 'isv.parameter-invalid:1001', detail);
/** The same, as the after-sale calls number it. */
export const invalidAfterSale = (number: number, detail: string): ApiError =>
  new ApiError(40004, `isv.parameter-invalid:${String(number)}`, detail);
export const businessFailed = (number: number, detail: string): ApiError =>
  new ApiError(50002, `isv.business-failed:${String(number)}`, detail);
