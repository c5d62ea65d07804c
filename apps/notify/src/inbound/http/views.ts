import { toIso } from '@cartrail/kernel';
import type { EndpointView, Page } from '../../application/ports.js';
import type { Endpoint } from '../../domain/endpoint.js';

type Shown = Omit<EndpointView, 'endpointId'>;

/** A webhook endpoint as its owner sees it. */
export const endpointBody = (endpointId: string, endpoint: Shown | Endpoint) => ({
  endpointId,
  url: endpoint.url,
  ...(endpoint.eventTypes === undefined ? {} : { eventTypes: endpoint.eventTypes }),
  ...(endpoint.name === undefined ? {} : { description: endpoint.name }),
  ...stateBody(endpoint),
});

export const robotBody = (robotId: string, robot: Shown | Endpoint) => ({
  robotId,
  kind: robot.kind,
  ...(robot.name === undefined ? {} : { name: robot.name }),
  url: robot.url,
  ...stateBody(robot),
});

const stateBody = ({ state, disabledWhy, createdAt, health }: Shown | Endpoint) => ({
  state,
  ...(disabledWhy === undefined ? {} : { disabledWhy }),
  ...(health.failingSince === undefined ? {} : { failingSince: toIso(health.failingSince) }),
  createdAt: toIso(createdAt),
});

export const pageBody = <T, B>({ data, nextCursor, hasMore }: Page<T>, body: (row: T) => B) => ({
  data: data.map(body),
  nextCursor,
  hasMore,
});
