import { machineClock, MINUTE, type Instant } from '@cartrail/kernel';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { fingerprint, type Ledger } from '../ledger/ledger.js';
import { cut, pause } from '../misbehave.js';
import { Received } from '../raw-bodies.js';
import type { State } from '../state/state.js';

const PER_MINUTE = 20;
const maxBytes = { text: 2_048, markdown: 4_096 } as const;
const messages: Readonly<Record<number, string>> = {
  0: 'ok',
  40008: 'invalid message type',
  40058: 'content exceed max length',
  44004: 'empty content',
  45009: 'api freq out of limit',
  47001: 'data format error',
};

interface Verdict {
  errcode: number;
  msgtype?: string;
  content?: string;
}

/** A support group's robot, in WeCom's words. */
export function robotRoutes(app: FastifyInstance, state: State, ledger: Ledger): void {
  const taken = new Map<string, Instant[]>();

  app.post<{ Params: { name: string } }>('/robot/:name', async (request, reply) => {
    const { name } = request.params;
    const { text } = Received.of(request.body);
    const setting = state.robots.get(name) ?? { behave: 'ok', slowMs: 0 };
    const entry = { name, ...fingerprint(text) };
    if (setting.behave === 'dead' || setting.behave === '500') {
      ledger.add('robot', { ...entry, httpStatus: setting.behave === 'dead' ? 0 : 500 });
      return broken(setting.behave, reply);
    }
    if (setting.behave === 'slow') await pause(setting.slowMs);
    const verdict = judge(text);
    if (verdict.errcode === 0 && setting.behave === 'limited' && !admits(taken, name))
      verdict.errcode = 45009;
    ledger.add('robot', { ...entry, ...verdict, httpStatus: 200 });
    return reply.send({ errcode: verdict.errcode, errmsg: messages[verdict.errcode] ?? 'error' });
  });
}

function broken(how: 'dead' | '500', reply: FastifyReply): FastifyReply {
  if (how === '500') return reply.code(500).send('');
  cut(reply);
  return reply;
}

function judge(text: string): Verdict {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return { errcode: 47001 };
  }
  if (typeof message !== 'object' || message === null) return { errcode: 47001 };
  const fields = message as Record<string, unknown>;
  const { msgtype } = fields;
  if (msgtype !== 'text' && msgtype !== 'markdown') return { errcode: 40008 };
  const part = fields[msgtype];
  const content =
    typeof part === 'object' && part !== null ? (part as Record<string, unknown>)['content'] : undefined;
  if (typeof content !== 'string' || content.trim() === '') return { errcode: 44004, msgtype };
  if (Buffer.byteLength(content) > maxBytes[msgtype]) return { errcode: 40058, msgtype };
  return { errcode: 0, msgtype, content };
}

function admits(taken: Map<string, Instant[]>, name: string): boolean {
  const now = machineClock.now();
  const recent = (taken.get(name) ?? []).filter((at) => at > now - MINUTE);
  taken.set(name, recent);
  if (recent.length >= PER_MINUTE) return false;
  recent.push(now);
  return true;
}
