import type { FastifyInstance } from 'fastify';
import type { Duplex } from 'node:stream';
import type { Platforms } from './platforms.js';

/** Hands a WebSocket to the platform its path begins with; they all end with the server. */
export function openSockets(app: FastifyInstance, platforms: Platforms): void {
  const open = new Set<Duplex>();
  app.server.on('upgrade', (request, socket, head) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    const [, id = ''] = /^\/([^/?]+)/.exec(request.url ?? '') ?? [];
    const platform = platforms.get(id);
    if (platform?.upgrade) platform.upgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
  });
  app.addHook('preClose', (done) => {
    for (const socket of open) socket.destroy();
    done();
  });
}
