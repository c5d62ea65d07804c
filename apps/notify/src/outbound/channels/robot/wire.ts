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
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_BYTES) return { msgtype: 'markdown', markdown: { content: text } };
  // A stream decoder keeps an unfinished last character to itself.
  const content = new TextDecoder().decode(bytes.subarray(0, MAX_BYTES), { stream: true });
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
