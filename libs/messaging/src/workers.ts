import type { FactoryProvider, Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { EffectWorker } from './effects/effect-worker.js';
import { Commands } from './idempotency/commands.js';
import { IngressWorker } from './ingress/ingress-worker.js';
import { IngressWriter } from './ingress/ingress-writer.js';
import { Limits } from './limits/limits.js';
import { EventBus } from './outbox/event-bus.js';
import { Leadership } from './timers/leadership.js';
import { Retention } from './timers/retention.js';
import { MESSAGING_SETTINGS, type MessagingSettings } from './settings.js';
import { ChangeShell } from './shell/change-shell.js';
import { TenantDirectory } from './tenants/tenant-directory.js';
import { Timers } from './timers/timers.js';

/** In the order they start; they stop together. */
export const plumbingWorkers: readonly Type[] = [IngressWorker, EffectWorker, Timers];

export const plumbingProviders: readonly FactoryProvider[] = [
  {
    provide: IngressWriter,
    inject: [MESSAGING_SETTINGS, DataSource],
    useFactory: ({ clock }: MessagingSettings, dataSource: DataSource) =>
      new IngressWriter(dataSource, clock),
  },
  {
    provide: IngressWorker,
    inject: [MESSAGING_SETTINGS, DataSource, ChangeShell, EventBus, IngressWriter, ModuleRef],
    useFactory: (
      settings: MessagingSettings,
      dataSource: DataSource,
      shell: ChangeShell,
      bus: EventBus,
      writer: IngressWriter,
      modules: ModuleRef,
    ) =>
      new IngressWorker(
        { dataSource, shell, bus, writer, clock: settings.clock, log: settings.log },
        settings.normalisers ?? [],
        modules,
      ),
  },
  {
    provide: EffectWorker,
    inject: [MESSAGING_SETTINGS, DataSource, ChangeShell, EventBus, ModuleRef],
    useFactory: (
      settings: MessagingSettings,
      dataSource: DataSource,
      shell: ChangeShell,
      bus: EventBus,
      modules: ModuleRef,
    ) => new EffectWorker({ dataSource, shell, bus, log: settings.log }, settings.effects ?? [], modules),
  },
  {
    provide: Timers,
    inject: [MESSAGING_SETTINGS, DataSource, TenantDirectory],
    useFactory: (
      { log, databaseUrl, service, clock }: MessagingSettings,
      dataSource: DataSource,
      tenants: TenantDirectory,
    ) => {
      const timers = new Timers(new Leadership(databaseUrl, service), log);
      new Retention(dataSource, tenants, clock).schedule(timers);
      return timers;
    },
  },
  {
    provide: Commands,
    inject: [DataSource, ChangeShell, EventBus],
    useFactory: (dataSource: DataSource, shell: ChangeShell, bus: EventBus) =>
      new Commands(dataSource, shell, bus),
  },
  {
    provide: TenantDirectory,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new TenantDirectory(dataSource),
  },
  {
    provide: Limits,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new Limits(dataSource),
  },
];
