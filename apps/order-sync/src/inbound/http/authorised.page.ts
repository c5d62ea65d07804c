/** What became of a merchant's way to his platform and back. */
export type Ending =
  | { readonly kind: 'forged' | 'expired' | 'used' }
  | {
      readonly kind: 'connected' | 'declined' | 'elsewhere' | 'refused' | 'unavailable';
      readonly name: string;
    };

interface Words {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
}

const WORDS: Readonly<Record<Ending['kind'], Words>> = {
  connected: {
    status: 200,
    zh: '授权成功，店铺已连接。可以关闭此页面。',
    en: 'The shop is connected. You may close this page.',
  },
  declined: {
    status: 403,
    zh: '您没有同意授权，店铺未连接。如需继续，请再次打开授权链接。',
    en: 'You did not agree, and the shop is not connected. Open the link again to go on.',
  },
  elsewhere: {
    status: 409,
    zh: '该店铺已由其他账户连接，请先在原账户断开。',
    en: 'Another account has connected this shop; it must disconnect it first.',
  },
  refused: {
    status: 422,
    zh: '平台没有接受这次授权，店铺未连接。请向商家后台索取新的授权链接。',
    en: 'The platform did not accept this consent, and the shop is not connected. Ask for a new link.',
  },
  unavailable: {
    status: 503,
    zh: '平台暂时没有响应，店铺未连接。请稍后索取新的授权链接。',
    en: 'The platform does not answer now, and the shop is not connected. Ask for a new link later.',
  },
  forged: { status: 404, zh: '授权链接无效。', en: 'This link is none of ours.' },
  expired: {
    status: 410,
    zh: '授权链接已过期，请索取新的授权链接。',
    en: 'This link has expired. Ask for a new one.',
  },
  used: {
    status: 409,
    zh: '授权链接已经使用过。如果您刚刚完成授权，请以店铺列表中的状态为准。',
    en: 'This link has been used. If you have just agreed, the list of shops shows what came of it.',
  },
};

/** A small page, Chinese first; what merchants wrote is text in it, whatever it looks like. */
export function pageOf(ending: Ending): { readonly status: number; readonly html: string } {
  const { status, zh, en } = WORDS[ending.kind];
  const name = 'name' in ending ? `<h1>${escaped(ending.name)}</h1>` : '';
  const html =
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width"><title>店铺授权 · Shop authorisation</title></head>' +
    `<body>${name}<p>${zh}</p><p lang="en">${en}</p></body></html>`;
  return { status, html };
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
