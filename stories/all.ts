import type { Script } from './script.js';
import { forbiddenGuardian } from './scripts/forbidden-guardian.js';
import { jointContact } from './scripts/joint-contact.js';
import { lastDayOfSpring } from './scripts/last-day-of-spring.js';
import { ownRequest } from './scripts/own-request.js';
import { quickHelp } from './scripts/quick-help.js';
import { refusal } from './scripts/refusal.js';
import { rollOut } from './scripts/roll-out.js';
import { stormDay } from './scripts/storm-day.js';
import { turns18 } from './scripts/turns-18.js';
import { twoGuardians } from './scripts/two-guardians.js';
import { withdrawal } from './scripts/withdrawal.js';

/** The stories, in the order in which they are best read. */
export const STORIES: readonly Script[] = [
  quickHelp,
  refusal,
  withdrawal,
  twoGuardians,
  forbiddenGuardian,
  lastDayOfSpring,
  turns18,
  jointContact,
  ownRequest,
  rollOut,
  stormDay,
];
