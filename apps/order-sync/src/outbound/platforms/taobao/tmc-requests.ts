import { networkInterfaces } from 'node:os';
import { signConnect, type TopApp } from './signature.js';
import { encodeFrame, type Field } from './tmc-frame.js';

/** Opens the channel; `timestamp` is milliseconds as text. */
export function connectFrame(app: TopApp, groupName: string, timestamp: string): Buffer {
  const told = {
    app_key: app.appKey,
    group_name: groupName,
    timestamp,
    sign: signConnect(app, groupName, timestamp),
    sdk: 'cartrail',
    intranet_ip: ownAddress(),
  };
  const fields = new Map<string, Field>();
  for (const [name, value] of Object.entries(told)) fields.set(name, { as: 'text', value });
  return encodeFrame({ type: 'connect', fields });
}

export const pullFrame = (token: string): Buffer =>
  encodeFrame({ type: 'send', token, fields: new Map([['__kind', { as: 'int8', value: 1 }]]) });

/** `id` as it came. */
export function confirmFrame(token: string, id: Field): Buffer {
  const fields = new Map<string, Field>([
    ['__kind', { as: 'int8', value: 2 }],
    ['id', id],
  ]);
  return encodeFrame({ type: 'send', token, fields });
}

/** The protocol asks for it; it is not signed. */
const ownAddress = (): string =>
  Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address ?? '127.0.0.1';
