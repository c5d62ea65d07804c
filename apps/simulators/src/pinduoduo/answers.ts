import { newId } from '@cartrail/kernel';

/** The platform's answer; always HTTP 200. */
export type Answer = Record<string, unknown>;

const requestId = (): string => newId().replaceAll('-', '').slice(0, 20);

export const success = (key: string, data: object): Answer => ({
  [key]: { ...data, request_id: requestId() },
});

const messages: Readonly<Record<number, string>> = {
  10000: '参数错误',
  10001: '公共参数错误',
  10014: '授权已被取消',
  10016: 'client_id不正确',
  10019: 'access_token已过期',
  20004: '签名sign校验失败',
  20007: '缺少必填请求参数',
  20032: 'access_token或client_id错误',
  50001: '业务服务错误',
  50012: '此API已下线',
  70031: '调用过于频繁，请调整调用频率',
};

export class ApiError extends Error {
  constructor(
    readonly code: number,
    readonly subMsg?: string,
    readonly subCode?: string,
  ) {
    super(subMsg ?? messages[code]);
  }

  answer(): Answer {
    return {
      error_response: {
        error_code: this.code,
        error_msg: messages[this.code] ?? '系统内部错误',
        sub_code: this.subCode ?? null,
        sub_msg: this.subMsg ?? null,
        request_id: requestId(),
      },
    };
  }
}

export const missing = (name: string): ApiError => new ApiError(20007, `缺少${name}`);
export const invalid = (name: string, why: string): ApiError =>
  new ApiError(50001, why, `isv.invalid-parameter:${name}`);
/** A no of the business, for which the documents have no code. */
export const refused = (why: string): ApiError => new ApiError(50001, why);
