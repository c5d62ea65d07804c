import 'reflect-metadata';
import { Injectable } from '@nestjs/common';
import { eventsOf, type EventDefinition, type Topic } from '@cartrail/contracts';
import type { Route } from './handling.js';

const SUBSCRIPTION = Symbol('cartrail:subscription');
const ROUTES = Symbol('cartrail:routes');

export type ConsumerClass = new (...dependencies: never[]) => object;
type AnyEvent = EventDefinition<object>;

export interface Subscription {
  readonly topic: Topic;
  readonly group: string;
  readonly routes: readonly Route[];
}

/** A class whose `@On` methods handle one topic's events for one group. Types it does not handle must be listed in `ignore`. */
export function Consumes(
  topic: Topic,
  options: { readonly group: string; readonly ignore?: readonly AnyEvent[] },
): ClassDecorator {
  return (target) => {
    Injectable()(target);
    Reflect.defineMetadata(
      SUBSCRIPTION,
      { topic, group: options.group, ignore: options.ignore ?? [] },
      target,
    );
  };
}

export function On(event: AnyEvent): MethodDecorator {
  return (prototype, method) => {
    const routes = (Reflect.getMetadata(ROUTES, prototype) as Route[] | undefined) ?? [];
    Reflect.defineMetadata(ROUTES, [...routes, { event, method: String(method) }], prototype);
  };
}

/** Reads a consumer class; throws when one of the topic's types is neither handled nor ignored. */
export function subscriptionOf(consumer: ConsumerClass): Subscription {
  const found = Reflect.getMetadata(SUBSCRIPTION, consumer) as
    { topic: Topic; group: string; ignore: readonly AnyEvent[] } | undefined;
  if (!found) throw new Error(`${consumer.name} lacks @Consumes`);
  const routes = (Reflect.getMetadata(ROUTES, consumer.prototype as object) as Route[] | undefined) ?? [];
  const covered = new Set([
    ...routes.map(({ event }) => event.type),
    ...found.ignore.map(({ type }) => type),
  ]);
  const missing = eventsOf(found.topic).filter(({ type }) => !covered.has(type));
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    throw new Error(`${consumer.name} neither handles nor ignores ${names} of ${found.topic.name}`);
  }
  return { topic: found.topic, group: found.group, routes };
}
