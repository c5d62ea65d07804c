/** A group robot's message as WeCom documents it. */
export interface WecomMarkdown {
  readonly msgtype: 'markdown';
  readonly markdown: { readonly content: string };
}

export interface WecomAnswer {
  readonly errcode?: unknown;
  readonly errmsg?: unknown;
}

const MAX_BYTES = 4_096;

/** The content cut to what WeCom takes, never inside a character. */
export function wecomMarkdown(text: string): WecomMarkdown {
  let content = text;
  while (Buffer.byteLength(content) > MAX_BYTES) content = [...content].slice(0, -16).join('');
  return { msgtype: 'markdown', markdown: { content } };
}

export function readAnswer(text: string): WecomAnswer {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null ? answer : {};
  } catch {
    return {};
  }
}
