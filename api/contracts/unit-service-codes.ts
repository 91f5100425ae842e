import { TALK_ROLES } from '../../domain/talk/talk.js';

/*
 * Codes of the promises of a unit, apart from their shapes: the browser needs the codes alone.
 */

/** Days of the week as a file of hours names them. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Services a unit may promise something of: those a learner can ask to talk with. */
export const UNIT_SERVICES = TALK_ROLES;

/** What can be wrong with the promises of a unit, besides what can be wrong with any field. */
export const SERVICE_FAULTS = [
  'unknown-service',
  'unknown-weekday',
  'not-a-time',
  'not-a-phone',
  'closes-before-it-opens',
  'hours-overlap',
  'promises-nothing',
  'twice',
] as const;
export type ServiceFault = (typeof SERVICE_FAULTS)[number];
