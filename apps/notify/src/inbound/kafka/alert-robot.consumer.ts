import { AlertAcknowledged, AlertCleared, AlertRaised, topics, type EventOf } from '@cartrail/contracts';
import { fromIso } from '@cartrail/kernel';
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { alertText } from '../../domain/robot-text.js';
import { Announcing } from './announcing.js';

/** A support group hears of an alert when it is raised; what follows is in the console. */
@Consumes(topics.alertEvents, { group: 'notify.robots', ignore: [AlertCleared, AlertAcknowledged] })
export class AlertRobotConsumer {
  constructor(private readonly announcing: Announcing) {}

  @On(AlertRaised)
  tell(event: EventOf<typeof AlertRaised>): AnyChange[] {
    const { detector, severity, number, carrier, since, thresholdHours, orderIds } = event.data;
    const news = { detector, severity, number, carrier, since: fromIso(since), thresholdHours, orderIds };
    return this.announcing.toRobots(event, alertText(news));
  }
}
