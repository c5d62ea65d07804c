import 'reflect-metadata';
import { ConsumerRunner } from '@cartrail/messaging';
import { createClock, createLogger, createService, runMain } from '@cartrail/service-kit';
import { readConfig } from './config.js';
import { orderSyncModule } from './order-sync.module.js';

runMain('order-sync', async () => {
  const config = readConfig();
  const logger = createLogger('order-sync', config.LOG_LEVEL);
  const clock = await createClock(config, 'order-sync');
  const module = orderSyncModule({
    config,
    clock,
    log: (message) => {
      logger.warn(message);
    },
  });
  const app = await createService({ module, logger, drainMs: config.DRAIN_MS });
  app.connectMicroservice({ strategy: app.get(ConsumerRunner) });
  await app.listen(config.PORT, '0.0.0.0');
  await app.startAllMicroservices();
  logger.info({ port: config.PORT }, 'ready');
});
